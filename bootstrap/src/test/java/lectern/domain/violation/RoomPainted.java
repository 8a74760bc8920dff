package lectern.domain.violation;

import java.nio.file.Path;
import lectern.application.violation.KnowsSpring;

/** An event that is no record, and knows of files and of what is around the domain. */
public final class RoomPainted implements LectureEvent {

    Path colour = Path.of(KnowsSpring.NAME);
}
