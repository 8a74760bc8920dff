package lectern.application.query;

/**
 * How many items of a list to show at once.
 *
 * @param value {@value #LEAST} to {@value #MOST}
 */
public record PageSize(int value) {

    public static final int LEAST = 1;
    public static final int MOST = 100;
    public static final PageSize USUAL = new PageSize(50);

    /** @throws IllegalArgumentException when out of range */
    public PageSize {
        if (value < LEAST || value > MOST) {
            throw new IllegalArgumentException("a page has " + LEAST + " to " + MOST + " items, not " + value);
        }
    }

    /** One more than is shown: whether the list goes on can be told from it. */
    int andOneMore() {
        return value + 1;
    }
}
