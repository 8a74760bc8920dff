package lectern.bootstrap.benchmark;

/** An answer of HTTP/1.1 as it comes in: no more is read of it than tells where it ends. */
final class Answer {

    private static final byte[] LENGTH = lower("content-length:");
    private static final byte[] CODING = lower("transfer-encoding:");
    private static final byte[] CONNECTION = lower("connection: close");

    private int status;
    private boolean closes;

    int status() {
        return status;
    }

    /** Whether the server closes the connection after it. */
    boolean closes() {
        return closes;
    }

    /** Whether the first {@code size} bytes are all of it. */
    boolean isWhole(byte[] bytes, int size) {
        int length = 0;
        boolean chunked = false;
        closes = false;
        int line = 0;
        for (int end = endOfLine(bytes, 0, size); end > line; end = endOfLine(bytes, line, size)) {
            if (line == 0) {
                status = number(bytes, "HTTP/1.1 ".length(), 10);
            } else if (startsWith(bytes, line, LENGTH)) {
                length = number(bytes, line + LENGTH.length + 1, 10);
            } else if (startsWith(bytes, line, CODING)) {
                chunked = true;
            } else if (startsWith(bytes, line, CONNECTION)) {
                closes = true;
            }
            line = end + 2;
        }
        if (endOfLine(bytes, line, size) < 0) {
            return false;
        }
        int body = line + 2;
        return chunked ? isWholeInChunks(bytes, body, size) : size - body >= length;
    }

    private static boolean isWholeInChunks(byte[] bytes, int body, int size) {
        int chunk = body;
        int line = endOfLine(bytes, chunk, size);
        while (line >= 0) {
            int length = number(bytes, chunk, 16);
            chunk = line + 2 + length + 2;
            if (length == 0 || chunk > size) {
                return chunk <= size;
            }
            line = endOfLine(bytes, chunk, size);
        }
        return false;
    }

    /** Where the line that starts there ends; -1 when that has not come in yet. */
    private static int endOfLine(byte[] bytes, int start, int size) {
        for (int i = start; i < size - 1; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int number(byte[] bytes, int start, int radix) {
        int number = 0;
        int at = start;
        for (int digit = Character.digit(bytes[at], radix); digit >= 0; digit = Character.digit(bytes[++at], radix)) {
            number = number * radix + digit;
        }
        return number;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if ((bytes[at + i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** In lower case: the signs that occur in names of headers are not changed by the same bit. */
    private static byte[] lower(String name) {
        var bytes = new byte[name.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (name.charAt(i) | 0x20);
        }
        return bytes;
    }
}
