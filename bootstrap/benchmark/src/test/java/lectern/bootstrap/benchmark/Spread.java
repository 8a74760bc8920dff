package lectern.bootstrap.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What was measured several times: the middle, and from where to where. */
record Spread(List<Double> sorted) {

    static Spread of(List<Double> values) {
        return new Spread(values.stream().sorted().toList());
    }

    static Spread of(double... values) {
        return of(DoubleStream.of(values).boxed().toList());
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    double median() {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** As multiples of something. */
    Spread over(double base) {
        return of(sorted.stream().map(value -> value / base).toList());
    }

    /** @param format of one number */
    String medianAs(String format) {
        return isEmpty() ? "" : String.format(Locale.ROOT, format, median());
    }

    /** @param format of one number */
    String as(String format) {
        return isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s (%s–%s)".formatted(format, format, format),
                        median(),
                        sorted.getFirst(),
                        sorted.getLast());
    }
}
