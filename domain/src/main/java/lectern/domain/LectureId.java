package lectern.domain;

import java.util.UUID;

/** The id of a lecture. */
public record LectureId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
