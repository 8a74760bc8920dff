package lectern.domain;

/**
 * The most students that a lecture holds at once.
 *
 * @param seats {@value #LEAST} to {@value #MOST}
 */
public record Capacity(int seats) {

    public static final int LEAST = 1;
    public static final int MOST = 100_000;

    /** @throws IllegalArgumentException when out of range */
    public Capacity {
        if (seats < LEAST || seats > MOST) {
            throw new IllegalArgumentException("a capacity is %s to %s, not %s".formatted(LEAST, MOST, seats));
        }
    }
}
