package lectern.web.warmup;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.web.passport.RoomPassports;
import lectern.web.passport.UserPassports;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lectures that the service holds with itself: students of whom each comes once attend, look, leave, and are told that a room is full, one
 * after another at each of some connections. It ends when the time is over, or when the service gets no faster.
 */
final class PracticeLectures {

    private static final int CONNECTIONS = 32;
    private static final String USER = UserPassports.HEADER;
    private static final String ROOM = RoomPassports.HEADER;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The unit in which it is watched how fast the service gets. */
    private static final Duration STEP = Duration.ofMillis(500);

    /** In as many steps, the service has to become faster by a twentieth. */
    private static final int STEPS = 6;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String service;
    private final UserPassports passports;
    private final Duration most;
    private final String name;
    private final AtomicInteger students = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final List<Integer> answersByStep = new ArrayList<>();
    private volatile boolean over;

    /**
     * @param service the address of the service
     * @param name what the names of all its users begin with
     * @param most how long it goes on at most
     */
    PracticeLectures(String service, UserPassports passports, String name, Duration most) {
        this.service = service;
        this.passports = passports;
        this.name = name;
        this.most = most;
    }

    /** An open lecture, with what its teacher shows to close it. */
    private record Room(String code, String teacher, String passport) {}

    /** Holds them, and returns what was reached. */
    Practice.Result hold() {
        try (http) {
            var room = open("-teacher", 100_000);
            var full = open("-teacher-of-one", 1);
            var _ = attend(full, student(), "en");
            holdUntilLevelledOff(room, full);
            close(room);
            close(full);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        double step = STEP.toMillis() / 1e3;
        return new Practice.Result(
                answers.get(), answersByStep.isEmpty() ? 0 : Math.round(answersByStep.getLast() / step));
    }

    private void holdUntilLevelledOff(Room room, Room full) throws InterruptedException {
        try (var connections = Executors.newVirtualThreadPerTaskExecutor()) {
            var served = Stream.generate(() -> connections.submit(() -> comeOneAfterAnother(room, full)))
                    .limit(CONNECTIONS)
                    .toList();
            try {
                watch();
            } finally {
                over = true;
            }
            for (var connection : served) {
                connection.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(requireNonNullElse(e.getCause(), e).getMessage(), e);
        }
    }

    /** Returns when the time is over, or the service gets no faster. */
    private void watch() throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end && !hasLevelledOff()) {
            int before = answers.get();
            Thread.sleep(STEP);
            answersByStep.add(answers.get() - before);
        }
    }

    private boolean hasLevelledOff() {
        int steps = answersByStep.size();
        return steps >= 2 * STEPS
                && sum(answersByStep.subList(steps - STEPS, steps))
                        < 1.05 * sum(answersByStep.subList(steps - 2 * STEPS, steps - STEPS));
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private void comeOneAfterAnother(Room room, Room full) {
        for (int i = 0; !over; i++) {
            var student = student();
            var attended = attend(room, student, i % 2 == 0 ? "ko" : "en");
            var passport = attended.headers().firstValue(ROOM).orElse("");
            var _ = switch (i % 4) {
                case 0 -> call("GET", "/lecture", null, USER, student, ROOM, passport);
                case 1 -> call("GET", "/lectures", null, USER, student);
                case 2 -> attend(full, student, "ko");
                default -> call("POST", "/lecture/leave", null, USER, student, ROOM, passport);
            };
        }
    }

    private String student() {
        return passports
                .issue(Student.of(name + '-' + students.incrementAndGet()))
                .passport();
    }

    private Room open(String suffix, int seats) {
        var teacher = passports.issue(Teacher.of(name + suffix)).passport();
        var opened = call("POST", "/lecture/open", Map.of("maxStudents", seats), USER, teacher);
        if (opened.statusCode() != 201) {
            throw new IllegalStateException("opening a lecture was answered with " + opened.statusCode());
        }
        return new Room(
                JSON.readTree(opened.body()).path("lectureCode").asString(),
                teacher,
                opened.headers().firstValue(ROOM).orElseThrow());
    }

    private void close(Room room) {
        var _ = call("POST", "/lecture/close", null, USER, room.teacher(), ROOM, room.passport());
    }

    private HttpResponse<byte[]> attend(Room room, String student, String language) {
        return call(
                "POST",
                "/lecture/attend",
                Map.of("lectureCode", room.code()),
                USER,
                student,
                HttpHeaders.ACCEPT_LANGUAGE,
                language);
    }

    private HttpResponse<byte[]> call(
            String method, String path, @Nullable Map<String, Object> body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(PATIENCE)
                .headers(headers);
        if (body == null) {
            var _ = request.method(method, BodyPublishers.noBody());
        } else {
            var _ = request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answers.incrementAndGet();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + ' ' + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + ' ' + path + " was interrupted", e);
        }
    }
}
