package lectern.web;

import static lectern.web.TestLectern.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lectern.application.HostileText;
import lectern.application.command.AttendLectureHandler;
import lectern.application.command.OpenLecture;
import lectern.application.command.OpenLectureHandler;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Capacity;
import lectern.domain.Decision.Accepted;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.web.passport.RoomPassports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Whatever comes in, nothing worse than a 4xx goes out. Requests are made from the description of the service, spoilt in every way
 * that there is, and sent to a real server. {@code -Dhostile.requests=100000} sends so many; {@code -Dhostile.seed=4711
 * -Dhostile.requests=1} sends one again that was printed when it failed.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        // As the jar has it.
        properties = "logging.level.org.apache=warn")
@ContextConfiguration(classes = TestLectern.class, initializers = TestKeys.class)
@ActiveProfiles("local")
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@ExtendWith(OutputCaptureExtension.class)
class HostileInputTest {

    private static final int REQUESTS = Integer.getInteger("hostile.requests", 10_000);
    private static final long SEED = Long.getLong("hostile.seed", 1);

    /** How many are sent to one scene: it is changed by those that are good. */
    private static final int OF_A_SCENE = 200;

    private static final long MOST_KEPT = 64L * 1024 * 1024;

    /** What nobody outside has to know. A name with a dot in it may be that of a class. */
    private static final Pattern INTERNALS = Pattern.compile(
            "Exception|tomcat|\\bat [a-z]+\\.|lectern\\.[a-z]|java[x]?\\.|org\\.|jackson|nimbus|hikari|redis"
                    + "|select .* from|insert into",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> HEADERS = new TreeSet<>(Set.of(
            "accept",
            "accept-encoding",
            "accept-patch",
            "accept-ranges",
            "allow",
            "cache-control",
            "connection",
            "content-language",
            "content-length",
            "content-range",
            "content-security-policy",
            "content-type",
            "date",
            "etag",
            "expires",
            "keep-alive",
            "last-modified",
            "location",
            "pragma",
            "referrer-policy",
            "retry-after",
            "transfer-encoding",
            "vary",
            "www-authenticate",
            "x-content-type-options",
            "x-frame-options",
            "x-room-id",
            "x-xss-protection"));

    private static final JsonMapper JSON = new JsonMapper();

    private final OpenLectureHandler open;
    private final AttendLectureHandler attend;
    private final RoomPassports rooms;
    private final InMemoryLectures lectures;
    private final SettableClock clock;
    private final HostileRequests requests = new HostileRequests(Contract.description());
    private final TreeMap<Integer, Integer> statuses = new TreeMap<>();

    @LocalServerPort
    private int port;

    HostileInputTest(
            OpenLectureHandler open,
            AttendLectureHandler attend,
            RoomPassports rooms,
            InMemoryLectures lectures,
            SettableClock clock) {
        this.open = open;
        this.attend = attend;
        this.rooms = rooms;
        this.lectures = lectures;
        this.clock = clock;
    }

    @Test
    void nothingWorseThanARefusalComesOfIt(CapturedOutput log) throws IOException {
        clock.set(START);
        long before = usedHeap();

        try (var connection = new KeptConnection(port)) {
            var scene = scene();
            for (int i = 0; i < REQUESTS; i++) {
                if (i % OF_A_SCENE == 0) {
                    scene = scene();
                }
                // All of it within the day that passports are good for.
                clock.set(START.plus(Duration.ofHours(20).dividedBy(REQUESTS).multipliedBy(i)));
                long seed = SEED + i;
                var request = requests.make(seed, scene);
                try {
                    send(request, connection);
                } catch (AssertionError | IOException | RuntimeException e) {
                    throw new AssertionError("-Dhostile.seed=%d -Dhostile.requests=1: %s".formatted(seed, request), e);
                }
            }
        }

        long kept = usedHeap() - before;
        write(kept);
        assertThat(statuses.headMap(300)).isNotEmpty();
        assertThat(log)
                .doesNotContain(HostileText.FORGED)
                .doesNotContain("\u001b")
                .doesNotContain("A request failed");
        // Whatever is kept for good, it does not grow with what comes in: the bound is the same however many come.
        assertThat(kept).isLessThan(MOST_KEPT);
    }

    /** The figures of docs/security.md. */
    private void write(long kept) throws IOException {
        var figure = new StringBuilder("Hostile requests: %d from seed %d; %d KB more in the heap.%n%n"
                        .formatted(REQUESTS, SEED, kept / 1024))
                .append("| status | answers |\n|---|---|\n");
        statuses.forEach((status, answers) -> figure.append("| %d | %d |%n".formatted(status, answers)));
        Files.writeString(Path.of("target", "hostile-requests.md"), figure);
        System.out.print(figure);
    }

    /** A body that is announced is not read; one that comes in chunks is read as far as it may go, and little farther. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked"})
    void nobodyListensToAHundredMegabytes(String framing) throws IOException {
        var chunk = "10000\r\n%s\r\n".formatted(" ".repeat(0x10000)).getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            var output = socket.getOutputStream();
            output.write(
                    "POST /auth/passport HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n"
                            .formatted(framing)
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(sent(chunk, output)).isLessThan(50 * 1024 * 1024);

            var status =
                    new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), StandardCharsets.US_ASCII);
            assertThat(status).isEqualTo("HTTP/1.1 413");
        }
    }

    /** How much was sent of a hundred megabytes before nobody listened any more. */
    private static int sent(byte[] chunk, OutputStream output) throws IOException {
        int sent = 0;
        try {
            while (sent < 100 * 1024 * 1024) {
                output.write(chunk);
                sent += chunk.length;
            }
        } catch (SocketException _) {
            // As it should be.
        }
        return sent;
    }

    private void send(HostileRequest request, KeptConnection connection) throws IOException {
        int before = lectures.events();
        boolean head = request.method.equals("HEAD");
        if (request.misframed) {
            for (var answer : connection.exchangeAll(request.bytes(), head)) {
                check(answer, head);
            }
            return;
        }
        var answer = connection.exchange(request.bytes(), head);
        check(answer, head);
        if (answer.status() >= 400) {
            assertThat(lectures.events())
                    .as("refused, and yet it changed something")
                    .isEqualTo(before);
        } else {
            assertThat(request.strange).as("served without a good passport").isFalse();
        }
        // A method is another one in small letters, and none that is described.
        if (!head && !request.method.equals("get")) {
            path(request).ifPresent(path -> Contract.check(request.method, path, reply(answer)));
        }
    }

    private void check(KeptConnection.Answer answer, boolean head) {
        statuses.merge(answer.status(), 1, Integer::sum);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
        assertThat(answer.header("X-Content-Type-Options")).as("%s", answer).isEqualTo("nosniff");
        assertThat(answer.headers().stream()
                        .map(header -> header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT)))
                .isSubsetOf(HEADERS);
        if (answer.status() >= 400 && !head) {
            Contract.checkProblem(reply(answer));
            assertThat(answer.body()).doesNotContainPattern(INTERNALS);
        }
    }

    private static Optional<String> path(HostileRequest request) {
        try {
            return Optional.ofNullable(new URI(request.path()).getPath());
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static Call.Reply reply(KeptConnection.Answer answer) {
        var json = answer.header("Content-Type").endsWith("json")
                ? JSON.readTree(answer.body())
                : MissingNode.getInstance();
        return new Call.Reply(answer.status(), answer::header, json);
    }

    private HostileRequests.Scene scene() {
        var _ = lectures.housekeeping().removeClosed(clock.instant());
        var teacher = Teacher.of(Call.unique("kim"));
        var in = Student.of(Call.unique("lee"));
        var opened = opened(teacher);
        assertThat(attend.handle(in, opened.code())).isInstanceOf(Accepted.class);
        return new HostileRequests.Scene(
                teacher,
                in,
                Student.of(Call.unique("park")),
                rooms.issue(opened.lecture()),
                rooms.issue(opened(Teacher.of(Call.unique("choi"))).lecture()),
                opened.code().toString());
    }

    private LectureOpened opened(Teacher teacher) {
        return switch (open.handle(new OpenLecture(teacher, new Capacity(2), null, null, null))) {
            case Accepted<LectureOpened>(var opened) -> opened;
            case Object other -> throw new IllegalStateException("not opened: " + other);
        };
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
