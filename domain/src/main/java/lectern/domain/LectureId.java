package lectern.domain;

import java.util.UUID;

/** Which lecture. */
public record LectureId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
