package lectern.application.query;

import java.util.List;

/**
 * A page of a list, in the order of the list.
 *
 * @param hasMore whether the list goes on after the last item
 */
public record Page<T>(List<T> items, boolean hasMore) {

    public Page {
        items = List.copyOf(items);
    }

    /** A page of the first {@code size} items, when {@linkplain PageSize#andOneMore one more} than that was searched for. */
    static <T> Page<T> of(List<T> found, PageSize size) {
        boolean hasMore = found.size() > size.value();
        return new Page<>(hasMore ? found.subList(0, size.value()) : found, hasMore);
    }
}
