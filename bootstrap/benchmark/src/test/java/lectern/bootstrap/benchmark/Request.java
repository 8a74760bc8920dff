package lectern.bootstrap.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** A request that only lacks the passport of who sends it. */
final class Request {

    private final byte[] start;
    private final byte[] end;

    private Request(String start, String end) {
        this.start = start.getBytes(US_ASCII);
        this.end = end.getBytes(US_ASCII);
    }

    static Request attend(String code) {
        return post(
                "/lecture/attend", "Content-Type: application/json\r\n", "{\"lectureCode\":\"%s\"}".formatted(code));
    }

    /** The same as {@link #attend}, to where nothing is done about it. */
    static Request ceiling(String code) {
        return post(
                "/lecture/ceiling", "Content-Type: application/json\r\n", "{\"lectureCode\":\"%s\"}".formatted(code));
    }

    /** The same as {@link #attend}, to where nobody reads the passport. */
    static Request bare(String code) {
        return post("/bare", "Content-Type: application/json\r\n", "{\"lectureCode\":\"%s\"}".formatted(code));
    }

    static Request leave(String room) {
        return post("/lecture/leave", "X-ROOM-ID: %s\r\n".formatted(room), "");
    }

    /** @param headers further ones, a line each */
    static Request look(String room, String headers) {
        return of("GET /lecture", "X-ROOM-ID: %s\r\n%s".formatted(room, headers), "");
    }

    private static Request post(String path, String headers, String body) {
        return of("POST " + path, "%sContent-Length: %d\r\n".formatted(headers, body.length()), body);
    }

    private static Request of(String what, String headers, String body) {
        return new Request(
                "%s HTTP/1.1\r\nHost: localhost\r\nX-USER-ID: ".formatted(what),
                "\r\n%s\r\n%s".formatted(headers, body));
    }

    void write(byte[] passport, ByteBuffer to) {
        to.put(start).put(passport).put(end);
    }
}
