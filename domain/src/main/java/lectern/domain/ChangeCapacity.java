package lectern.domain;

import java.time.Instant;

/** Have more or fewer seats in the lecture. */
public record ChangeCapacity(Teacher teacher, Capacity capacity) implements OwnerCommand<CapacityChanged> {

    /** It frees seats or takes them away, so what is decided beside it would come out otherwise when it is decided again. */
    @Override
    public boolean isBatched() {
        return false;
    }

    @Override
    public Decision<CapacityChanged> decide(Lecture lecture, Instant at) {
        return lecture.changeCapacity(teacher, capacity, at);
    }
}
