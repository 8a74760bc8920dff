package lectern.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request as it goes over the wire, good or bad, and what is known of it that its answer has to respect. */
final class HostileRequest {

    String method;
    String target;
    final List<Header> headers = new ArrayList<>();
    byte[] body = {};

    /** What a server that goes by the length would take for the end of it is not its end. */
    boolean misframed;

    /** A passport that it needs is not good: it must not be served. */
    boolean strange;

    /** What was done to it, for those who read a failure. */
    final List<String> done = new ArrayList<>();

    HostileRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    void add(String name, String value) {
        headers.add(new Header(name, value));
    }

    void set(String name, String value) {
        remove(name);
        add(name, value);
    }

    void remove(String name) {
        headers.removeIf(header -> header.name.equalsIgnoreCase(name));
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.name.equalsIgnoreCase(name));
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** In UTF-8, as clients without manners write what is none of ASCII. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        var head = new StringBuilder().append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name).append(": ").append(header.value).append("\r\n"));
        if (body.length > 0 && !has("Content-Length") && !has("Transfer-Encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** All of it that fits on a page, with nothing in it that a terminal would obey. */
    @Override
    public String toString() {
        var text = new StringBuilder().append(done).append('\n');
        for (byte next : bytes()) {
            if (text.length() > 4000) {
                return text.append('…').toString();
            }
            text.append(next == '\n' || (next >= ' ' && next < 0x7F) ? (char) next : "\\x%02x".formatted(next));
        }
        return text.toString();
    }

    record Header(String name, String value) {}
}
