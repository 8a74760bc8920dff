package lectern.domain;

import java.time.Instant;

/** A teacher's command to change the capacity of their lecture. */
public record ChangeCapacity(Teacher teacher, Capacity capacity) implements OwnerCommand<CapacityChanged> {

    /** It adds or removes seats, so other commands in its batch could come out differently when they are decided again. */
    @Override
    public boolean isBatched() {
        return false;
    }

    @Override
    public Decision<CapacityChanged> decide(Lecture lecture, Instant at) {
        return lecture.changeCapacity(teacher, capacity, at);
    }
}
