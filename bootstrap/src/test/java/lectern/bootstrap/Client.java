package lectern.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows nothing but the contract. */
public final class Client {

    private static final HttpClient HTTP = http(Duration.ofSeconds(10));

    /** For those who have another instance to go to. */
    private static final HttpClient IMPATIENT_HTTP = http(Duration.ofSeconds(1));

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI service;
    private final Duration patience;

    Client(URI service) {
        this(service, Duration.ofSeconds(30));
    }

    /** @param patience how long it waits for an answer */
    Client(URI service, Duration patience) {
        this(HTTP, service, patience);
    }

    private Client(HttpClient http, URI service, Duration patience) {
        this.http = http;
        this.service = service;
        this.patience = patience;
    }

    /**
     * One that soon goes elsewhere when it is not let connect.
     *
     * @param patience how long it waits for an answer
     */
    public static Client ofOneOfMany(URI service, Duration patience) {
        return new Client(IMPATIENT_HTTP, service, patience);
    }

    /**
     * As the contract has it: whoever is told 503, or whose connection breaks, asks again, until there is an answer.
     *
     * @param attempt called with 0, 1, 2 …
     */
    static Answer persist(IntFunction<Answer> attempt) {
        for (int i = 0; ; i++) {
            try {
                var answer = attempt.apply(i);
                if (answer.status() != 503) {
                    return answer;
                }
            } catch (UncheckedIOException _) {
                // As if it had said 503.
            }
        }
    }

    private static HttpClient http(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
    }

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, JsonNode body) {

        public String text(String field) {
            return body.path(field).asString();
        }

        /** The room passport. */
        public String room() {
            return header("x-room-id");
        }

        String tag() {
            return header("etag");
        }

        private String header(String name) {
            return headers.getOrDefault(name, List.of()).getFirst();
        }
    }

    public String teacher(String id) {
        return passport('"' + id + '"', "teacher").text("passport");
    }

    public String student(String id) {
        return passport('"' + id + '"', "student").text("passport");
    }

    /** @param id as JSON, whatever it is */
    Answer passport(String id, String role) {
        return request("POST", "/auth/passport", "{\"userId\": %s, \"role\": \"%s\"}".formatted(id, role));
    }

    public Answer open(String teacher, int maxStudents, String... headers) {
        return open(teacher, "{\"maxStudents\": %d}".formatted(maxStudents), headers);
    }

    /** @param room what room it shall be, as JSON */
    Answer open(String teacher, String room, String... headers) {
        var all = new ArrayList<>(List.of("X-USER-ID", teacher));
        all.addAll(List.of(headers));
        return request("POST", "/lecture/open", room, all.toArray(String[]::new));
    }

    public Answer attend(String student, String code) {
        return request("POST", "/lecture/attend", "{\"lectureCode\": \"%s\"}".formatted(code), "X-USER-ID", student);
    }

    public Answer leave(String student, String room) {
        return request("POST", "/lecture/leave", null, "X-USER-ID", student, "X-ROOM-ID", room);
    }

    Answer capacity(String teacher, String room, int maxStudents) {
        var body = "{\"maxStudents\": %d}".formatted(maxStudents);
        return request("POST", "/lecture/capacity", body, "X-USER-ID", teacher, "X-ROOM-ID", room);
    }

    public Answer close(String teacher, String room) {
        return request("POST", "/lecture/close", null, "X-USER-ID", teacher, "X-ROOM-ID", room);
    }

    Answer look(String user, String room) {
        return request("GET", "/lecture", null, "X-USER-ID", user, "X-ROOM-ID", room);
    }

    /** A look by somebody who has kept the answer with this tag. */
    Answer look(String user, String room, String tag) {
        return request("GET", "/lecture", null, "X-USER-ID", user, "X-ROOM-ID", room, "If-None-Match", tag);
    }

    Answer lectures(String user) {
        return request("GET", "/lectures", null, "X-USER-ID", user);
    }

    /** All who are in, page by page. */
    List<JsonNode> attendees(String user, String room) {
        var all = new ArrayList<JsonNode>();
        var more = "";
        do {
            var page = request(
                    "GET", "/lecture/attendees?pageSize=100" + more, null, "X-USER-ID", user, "X-ROOM-ID", room);
            page.body().path("attendees").forEach(all::add);
            more = page.body().has("nextPageToken") ? "&pageToken=" + page.text("nextPageToken") : "";
        } while (!more.isEmpty());
        return all;
    }

    public Answer get(String path) {
        return request("GET", path, null);
    }

    private Answer request(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(service.resolve(path)).timeout(patience);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        try {
            var response = http.send(request.method(method, publisher).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
