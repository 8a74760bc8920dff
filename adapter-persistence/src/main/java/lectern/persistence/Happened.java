package lectern.persistence;

import java.util.List;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;

/**
 * What happened to a lecture in one transaction, in order.
 *
 * @param version the lecture's version from then on
 */
record Happened(LectureId lecture, long version, List<LectureEvent> events) {}
