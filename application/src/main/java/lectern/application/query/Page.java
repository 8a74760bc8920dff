package lectern.application.query;

import java.util.List;

/**
 * Some of a list, in its order.
 *
 * @param hasMore whether the list goes on after the last item
 */
public record Page<T>(List<T> items, boolean hasMore) {

    public Page {
        items = List.copyOf(items);
    }

    /** The first {@code size} of what was found, when one more than that was looked for. */
    static <T> Page<T> of(List<T> found, PageSize size) {
        boolean hasMore = found.size() > size.value();
        return new Page<>(hasMore ? found.subList(0, size.value()) : found, hasMore);
    }
}
