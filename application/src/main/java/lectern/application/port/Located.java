package lectern.application.port;

import lectern.domain.LectureId;

/**
 * A lecture that was found, and how far it had come then.
 *
 * @param version counts the transactions that changed the lecture: the fence against deciding on what is no longer so
 */
public record Located(LectureId id, long version) {}
