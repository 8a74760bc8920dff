package lectern.domain;

import java.time.Instant;

/** Something that happened to a lecture: what the views are made from, and what a command is answered with. */
public sealed interface LectureEvent
        permits LectureOpened, StudentAttended, StudentLeft, CapacityChanged, LectureClosed {

    LectureId lecture();

    Instant at();
}
