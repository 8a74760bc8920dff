package lectern.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import lectern.application.HostileText;
import lectern.domain.Student;
import lectern.domain.Teacher;
import tools.jackson.databind.JsonNode;

/**
 * Requests made from the description of the service: good ones, most of which something is done to that nobody should. Each comes
 * from a seed, and the same seed always makes the same one of the same scene.
 */
final class HostileRequests {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "BREW");
    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/json; charset=utf-8",
            "application/json; charset=UTF-16",
            "application/json; charset=nonsense",
            "application/json;charset=\"",
            "application/*+json",
            "application/vnd.api+json",
            "application/problem+json",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "text/plain",
            "text/html",
            "*/*",
            "*/*;q=0",
            "application/json;q=2",
            "application/x-java-serialized-object",
            "a/b".repeat(30),
            "",
            "junk",
            "/");
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Connection",
            "Content-Encoding",
            "Content-Language",
            "Content-Type",
            "Cookie",
            "Forwarded",
            "Idempotency-Key",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Origin",
            "Range",
            "Referer",
            "TE",
            "Upgrade",
            "User-Agent",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "X-Original-URL",
            "X-ROOM-ID",
            "X-USER-ID");
    private static final List<String> ELSEWHERE = List.of(
            "/",
            "/*",
            "*",
            "/error",
            "/actuator",
            "/actuator/env",
            "/actuator/heapdump",
            "/swagger/docs",
            "/swagger/openapi.json",
            "/swagger/openapi.yaml",
            "/swagger/openapi.json/swagger-config",
            "/swagger/swagger-ui/index.html",
            "/swagger/swagger-ui/../index.html",
            "/swagger/swagger-ui/META-INF/MANIFEST.MF",
            "/swagger/swagger-ui/WEB-INF/web.xml",
            "/v3/api-docs",
            "/favicon.ico",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/application.yaml",
            "http://elsewhere.example/lectures",
            "//elsewhere.example/lectures");

    private final List<Operation> operations;

    /** @param description one without references */
    HostileRequests(JsonNode description) {
        this.operations = description
                .path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> new Operation(method.getKey(), path.getKey(), method.getValue())))
                .toList();
    }

    /** What there is to ask for: a lecture of a teacher, and students, one of whom is in. */
    record Scene(Teacher teacher, Student in, Student out, String room, String otherRoom, String code) {}

    private record Operation(String method, String path, JsonNode node) {

        Stream<JsonNode> parameters(String in) {
            return node.path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals(in));
        }

        boolean wants(String passport) {
            return node.path("security").valueStream().anyMatch(scheme -> scheme.has(passport));
        }

        JsonNode body() {
            return node.at("/requestBody/content/application~1json/schema");
        }
    }

    private record Member(String name, String value) {}

    HostileRequest make(long seed, Scene scene) {
        return new Making(new Random(seed), scene).make();
    }

    /** One request on its way. */
    private final class Making {

        private final Random random;
        private final Scene scene;
        private final Operation operation;
        private final List<Member> members = new ArrayList<>();
        private final List<String> query = new ArrayList<>();
        private final HostileRequest request;

        Making(Random random, Scene scene) {
            this.random = random;
            this.scene = scene;
            this.operation = pick(operations);
            this.request = new HostileRequest(operation.method.toUpperCase(Locale.ROOT), operation.path);
        }

        HostileRequest make() {
            beGood();
            int wrongs = random.nextInt(4);
            // What is wrong with a value comes before what is wrong with the whole.
            for (int i = 0; i < wrongs; i++) {
                spoilAValue();
            }
            if (!query.isEmpty()) {
                request.target += '?' + String.join("&", query);
            }
            if (operation.body().isObject()) {
                request.body = json().getBytes(StandardCharsets.UTF_8);
            }
            for (int i = 0; i < wrongs; i++) {
                if (random.nextBoolean()) {
                    spoilTheWhole();
                }
            }
            return request;
        }

        private void beGood() {
            request.add("Host", "localhost");
            if (operation.wants("X-USER-ID")) {
                var user = pick(List.of(scene.teacher, scene.in, scene.out));
                request.add("X-USER-ID", Call.passport(user));
            }
            if (operation.wants("X-ROOM-ID")) {
                // One of them may be of another room than the caller's.
                request.add("X-ROOM-ID", pick(List.of(scene.room, scene.room, scene.otherRoom)));
            }
            operation.parameters("header").forEach(header -> {
                if (random.nextInt(3) == 0) {
                    request.add(header.path("name").asString(), pick(List.of("ko", "en", "k-" + random.nextInt(9))));
                }
            });
            operation.parameters("query").forEach(parameter -> {
                if (random.nextInt(3) == 0) {
                    query.add(parameter.path("name").asString() + '=' + (1 + random.nextInt(100)));
                }
            });
            operation.body().path("properties").propertyStream().forEach(property -> {
                if (random.nextInt(4) > 0
                        || operation.body().path("required").toString().contains(property.getKey())) {
                    members.add(new Member(property.getKey(), good(property.getKey(), property.getValue())));
                }
            });
            if (operation.body().isObject()) {
                request.add("Content-Type", "application/json");
            }
        }

        private String good(String name, JsonNode schema) {
            if (name.equals("lectureCode")) {
                return '"' + scene.code + '"';
            }
            if (schema.has("enum")) {
                return pick(schema.path("enum").valueStream().toList()).toString();
            }
            if (schema.has("minimum")) {
                long least = schema.path("minimum").asLong();
                long most = schema.path("maximum").asLong();
                return Long.toString(pick(List.of(least, most, least + random.nextInt((int) (most - least + 1)))));
            }
            return schema.path("examples").path(0).toString();
        }

        private void spoilAValue() {
            switch (random.nextInt(6)) {
                case 0, 1 -> spoilAMember();
                case 2 -> spoilTheQuery();
                case 3 -> spoilAHeader();
                default -> spoilAPassport();
            }
        }

        private void spoilAMember() {
            if (members.isEmpty()) {
                members.add(new Member(HostileText.any(random), value()));
                note("a member from nowhere");
                return;
            }
            int at = random.nextInt(members.size());
            var member = members.get(at);
            switch (random.nextInt(6)) {
                case 0 -> members.remove(at);
                case 1 -> members.add(new Member(member.name, random.nextBoolean() ? member.value : value()));
                case 2 -> members.set(at, new Member(HostileText.any(random), member.value));
                case 3 -> members.add(new Member(HostileText.any(random), value()));
                default -> members.set(at, new Member(member.name, value()));
            }
            note("the member " + member.name);
        }

        private String value() {
            return switch (random.nextInt(12)) {
                case 0 -> "null";
                case 1 -> "true";
                case 2 -> Integer.toString(random.nextInt(200_002) - 100_001);
                case 3 -> pick(List.of("0", "-0", "1.0", "1e0", "1e999999999", "01", "+1", ".5", "NaN", "0x1"));
                case 4 -> "9".repeat(1 + random.nextInt(5000));
                case 5 -> "{\"a\":[1,{\"b\":null}]}";
                case 6 -> nested(1 + random.nextInt(4000));
                case 7 -> "\"\\ud800\"";
                case 8 -> "\"x\\udc00\\ud800" + HostileText.FORGED + '"';
                default -> HostileText.asJson(HostileText.any(random), random);
            };
        }

        private void spoilTheQuery() {
            var name = pick(List.of("pageSize", "pageToken", "access_token", "_method", "lang", "%00", "a[b]"));
            var value = percent(HostileText.any(random));
            query.add(name + (random.nextInt(5) == 0 ? "" : '=' + value));
            note("the query's " + name);
        }

        private void spoilAHeader() {
            var name = pick(HEADERS);
            var value = name.startsWith("Accept") || name.equals("Content-Type") || random.nextInt(3) == 0
                    ? pick(MEDIA_TYPES)
                    : HostileText.inLine(random);
            if (random.nextInt(50) == 0) {
                value = "x".repeat(random.nextInt(65_536));
            }
            if (random.nextBoolean()) {
                request.set(name, value);
            } else {
                request.add(name, value);
            }
            // Two of them, or another: in no case a good one.
            request.strange |= name.equals("X-USER-ID") && operation.wants(name);
            note("the header " + name);
        }

        private void spoilAPassport() {
            var good = Call.passport(scene.teacher);
            if (operation.wants("X-ROOM-ID") && random.nextBoolean()) {
                request.set("X-ROOM-ID", HostilePassports.room(random, scene.room, good));
                request.strange = true;
                note("the room passport");
            } else {
                request.set("X-USER-ID", HostilePassports.user(random, good, scene.room));
                request.strange |= operation.wants("X-USER-ID");
                note("the user passport");
            }
        }

        private void spoilTheWhole() {
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    request.method = pick(METHODS);
                    request.strange = false;
                    note("the method");
                }
                case 2, 3, 4 -> spoilThePath();
                case 5 -> {
                    request.set("Content-Type", pick(MEDIA_TYPES));
                    note("the media type");
                }
                case 6 -> {
                    request.set("Accept", pick(MEDIA_TYPES));
                    note("what is accepted");
                }
                case 7 -> spoilTheFraming();
                case 8 -> {
                    for (int i = random.nextInt(300); i > 0; i--) {
                        request.add("X-" + i, "y");
                    }
                    note("many headers");
                }
                default -> spoilTheBody();
            }
        }

        private void spoilThePath() {
            var path = request.target;
            request.target = switch (random.nextInt(12)) {
                case 0 -> pick(ELSEWHERE);
                case 1 -> path.toUpperCase(Locale.ROOT);
                case 2 -> path + '/';
                case 3 -> path + ';' + HostileText.FORGED + "=1";
                case 4 -> path.replaceFirst("/", "//");
                case 5 -> path.replaceFirst("/", "/./");
                case 6 -> path.replaceFirst("/", "/x/../");
                case 7 -> path.replace("e", "%65");
                case 8 -> path + percent(HostileText.any(random));
                case 9 -> path + ".json";
                case 10 -> '/' + percent(HostileText.any(random));
                // Not even escaped, but for what would end the line.
                default -> path + HostileText.inLine(random).replace(' ', '+');
            };
            request.strange = false;
            note("the path");
        }

        private void spoilTheBody() {
            var body = request.body;
            request.body = switch (random.nextInt(10)) {
                case 0 -> new byte[0];
                case 1 -> randomBytes(1 + random.nextInt(2000));
                case 2 -> nested(1 + random.nextInt(16_000)).getBytes(StandardCharsets.UTF_8);
                case 3 -> "[".repeat(1 + random.nextInt(16_000)).getBytes(StandardCharsets.UTF_8);
                case 4 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
                case 5 -> joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, body);
                case 6 -> joined(body, pick(List.of("{}", "x", "\u0000", ",")).getBytes(StandardCharsets.UTF_8));
                case 7 -> joined(body, " ".repeat(random.nextInt(20_000)).getBytes(StandardCharsets.UTF_8));
                case 8 -> gzipped(body);
                default -> withAStrayByte(body);
            };
            note("the body");
        }

        private void spoilTheFraming() {
            request.misframed = true;
            switch (random.nextInt(8)) {
                case 0 ->
                    request.set("Content-Length", pick(List.of("-1", "x", "", "99999999999999999999", "+1", "0x1")));
                case 1 -> request.set("Content-Length", Integer.toString(random.nextInt(request.body.length + 1)));
                case 2 -> request.set("Content-Length", Integer.toString(request.body.length + 1 + random.nextInt(99)));
                case 3 -> {
                    request.add("Content-Length", "0");
                    request.add("Content-Length", Integer.toString(request.body.length));
                }
                case 4 -> {
                    request.add("Transfer-Encoding", pick(List.of("chunked", "gzip, chunked", "identity", "xchunked")));
                    request.add("Content-Length", Integer.toString(request.body.length));
                }
                case 5 -> request.set("Transfer-Encoding", "chunked");
                case 6 -> request.set("Expect", pick(List.of("100-continue", "tea")));
                default -> request.remove("Host");
            }
            note("the framing");
        }

        private String json() {
            if (random.nextInt(10) == 0) {
                Collections.shuffle(members, random);
            }
            var json = new StringBuilder("{");
            for (var member : members) {
                json.append(json.length() == 1 ? "" : ",")
                        .append(HostileText.asJson(member.name, random))
                        .append(':')
                        .append(member.value);
            }
            return json.append('}').toString();
        }

        private String nested(int depth) {
            return random.nextBoolean()
                    ? "[".repeat(depth) + "]".repeat(depth)
                    : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
        }

        /** As it should be in a URI, now and then in another way. */
        private String percent(String text) {
            var escaped = new StringBuilder();
            boolean sloppy = random.nextInt(4) == 0;
            for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
                if (isPlain(next) || (sloppy && next > ' ')) {
                    escaped.append((char) next);
                } else {
                    escaped.append("%%%02x".formatted(next));
                }
            }
            return escaped.length() > 3000 ? escaped.substring(0, 3000) : escaped.toString();
        }

        private static boolean isPlain(byte character) {
            return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z');
        }

        private byte[] withAStrayByte(byte[] body) {
            var spoilt = joined(body, new byte[0]);
            if (spoilt.length > 0) {
                spoilt[random.nextInt(spoilt.length)] =
                        pick(List.of((byte) 0xC0, (byte) 0xFF, (byte) 0x80, (byte) 0xED, (byte) 0, (byte) 0x1B));
            }
            return spoilt;
        }

        private byte[] randomBytes(int length) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        private void note(String what) {
            request.done.add(what);
        }

        private <T> T pick(List<T> among) {
            return among.get(random.nextInt(among.size()));
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(one);
        joined.writeBytes(other);
        return joined.toByteArray();
    }

    private static byte[] gzipped(byte[] body) {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
