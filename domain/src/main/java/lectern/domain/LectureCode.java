package lectern.domain;

import java.util.UUID;

/** The lecture code. Any student who has it may attend, so it must be hard to guess. */
public record LectureCode(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
