package lectern.bootstrap.benchmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statuses that requests should not have been answered with, and how often they were; 0 for no answer. */
record Unexpected(Map<Integer, Integer> counts) {

    static Unexpected sum(Stream<Unexpected> all) {
        var sum = new TreeMap<Integer, Integer>();
        all.forEach(one -> one.counts.forEach((status, count) -> sum.merge(status, count, Integer::sum)));
        return new Unexpected(sum);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> "%d × %s".formatted(entry.getValue(), entry.getKey() == 0 ? "no answer" : entry.getKey()))
                .collect(Collectors.joining(", "));
    }
}
