package lectern.domain;

import java.time.Instant;

/**
 * The lecture has this many seats from now on.
 *
 * @param attending how many students were in then
 */
public record CapacityChanged(LectureId lecture, Capacity capacity, int attending, Instant at)
        implements LectureEvent {}
