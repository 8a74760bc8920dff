package lectern.persistence.log;

import java.util.List;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;

/**
 * The events that one transaction commits for a lecture, in their order.
 *
 * @param version the number of the lecture's version after these events
 */
public record CommittedEvents(LectureId lecture, long version, List<LectureEvent> events) {}
