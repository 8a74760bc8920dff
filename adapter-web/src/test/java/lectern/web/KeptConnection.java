package lectern.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends exactly the bytes that it is given, over one connection for as long as the server keeps it. */
final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE = 30_000;

    private final int port;
    private Socket socket = new Socket();
    private InputStream input = InputStream.nullInputStream();

    KeptConnection(int port) {
        this.port = port;
    }

    record Answer(int status, List<String> headers, String body) {

        String header(String name) {
            var start = name.toLowerCase(Locale.ROOT) + ": ";
            return String.join(
                    ", ",
                    headers.stream()
                            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                            .map(header -> header.substring(start.length()))
                            .toList());
        }
    }

    /** The answer to a request whose end the server knows. Ended here if the server says that it ends. */
    Answer exchange(byte[] request, boolean head) throws IOException {
        var answer = answer(request, head);
        if (answer.header("Connection").equalsIgnoreCase("close")) {
            close();
        }
        return answer;
    }

    /** The answer to a request whose end the server knows. Whether it ends is left to the server. */
    Answer answer(byte[] request, boolean head) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            connect();
        }
        write(request);
        return read(head);
    }

    /** Waits for what else the server says, or for its end of it; tells whether it was the end. */
    boolean isEnded() throws IOException {
        return input.read() == -1;
    }

    /** All that the server says to bytes that may be one request, or half of one, or more; over a connection of its own. */
    List<Answer> exchangeAll(byte[] bytes, boolean head) throws IOException {
        connect();
        write(bytes);
        try {
            socket.shutdownOutput();
        } catch (SocketException _) {
            // It is shut by the server.
        }
        var answers = new ArrayList<Answer>();
        try {
            while (true) {
                answers.add(read(head && answers.isEmpty()));
            }
        } catch (EOFException | SocketException _) {
            return answers;
        } finally {
            close();
        }
    }

    void connect() throws IOException {
        close();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
    }

    private void write(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException _) {
            // The server has heard enough. What it said about it can still be read.
        }
    }

    private Answer read(boolean head) throws IOException {
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length()).strip());
        var headers = new ArrayList<String>();
        for (var next = line(); !next.isEmpty(); next = line()) {
            headers.add(next);
        }
        if (status == 100) {
            return read(head);
        }
        var answer = new Answer(status, headers, "");
        if (head || status == 204 || status == 304) {
            return answer;
        }
        var body = answer.header("Transfer-Encoding").equals("chunked")
                ? chunks()
                : input.readNBytes(Integer.parseInt(answer.header("Content-Length")));
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int length = length(); length > 0; length = length()) {
            body.writeBytes(input.readNBytes(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int length() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("no answer but: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
