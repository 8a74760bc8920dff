package lectern.domain;

import java.time.Instant;

/** Something that happened to a lecture. The views are built from events, and a command is answered with its event. */
public sealed interface LectureEvent
        permits LectureOpened, StudentAttended, StudentLeft, CapacityChanged, LectureClosed {

    LectureId lecture();

    Instant at();
}
