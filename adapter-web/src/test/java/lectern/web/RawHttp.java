package lectern.web;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Sends exactly the bytes that it is given, which no client with manners would. */
final class RawHttp {

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** @param headers each with its end of line */
    Answer send(String method, String path, String headers) throws IOException {
        return send(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    /** @param request a byte for each character */
    Answer send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException _) {
                // The server has heard enough. What it said about it can still be read.
            }
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream input) throws IOException {
        var head = head(input).lines().toList();
        var answer = new Answer(
                Integer.parseInt(head.getFirst().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
                head.subList(1, head.size()),
                "");
        var body = input.readNBytes(Integer.parseInt(answer.header("Content-Length", "0")));
        return new Answer(answer.status, answer.headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String head(InputStream input) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException("no answer but: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    record Answer(int status, List<String> headers, String body) {

        String header(String name) {
            return header(name, "");
        }

        String header(String name, String otherwise) {
            var start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()))
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
