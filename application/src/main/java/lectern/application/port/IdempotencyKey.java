package lectern.application.port;

/**
 * The key with which a teacher's client marks an open, so that a repeat does not open a second lecture.
 *
 * @param value 1 to {@value #MOST} visible ASCII characters
 */
public record IdempotencyKey(String value) {

    public static final int MOST = 64;

    /** @throws IllegalArgumentException when malformed */
    public IdempotencyKey {
        if (value.isEmpty() || value.length() > MOST || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("an idempotency key has 1 to " + MOST + " visible characters");
        }
    }
}
