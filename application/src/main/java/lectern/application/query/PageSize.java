package lectern.application.query;

/**
 * The number of items on a page of a list, at most.
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

    /** One more than the page shows: the extra item tells whether the list goes on. */
    int andOneMore() {
        return value + 1;
    }
}
