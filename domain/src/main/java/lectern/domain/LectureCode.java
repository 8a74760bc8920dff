package lectern.domain;

import java.util.UUID;

/** The lecture code: whoever has it may attend, so it has to be hard to guess. */
public record LectureCode(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
