package lectern.bootstrap.benchmark;

import java.io.IOException;
import java.util.UUID;
import lectern.bootstrap.Passports;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lecture that was opened for a point.
 *
 * @param passport the room passport
 */
record Room(UUID id, String code, String passport) {

    private static final JsonMapper JSON = new JsonMapper();

    static Room open(Instance instance, Passports passports, int capacity) throws IOException, InterruptedException {
        var answer = instance.send(
                "POST",
                "/lecture/open",
                "{\"maxStudents\":%d}".formatted(capacity),
                "X-USER-ID",
                passports.teacher("teacher-" + UUID.randomUUID()));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("no lecture: " + answer.body());
        }
        var opened = JSON.readTree(answer.body());
        return new Room(
                UUID.fromString(opened.path("lectureId").asString()),
                opened.path("lectureCode").asString(),
                opened.path("roomId").asString());
    }
}
