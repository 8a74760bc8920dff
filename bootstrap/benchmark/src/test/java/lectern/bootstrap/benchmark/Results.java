package lectern.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that was measured, by point, connections and round. */
final class Results {

    private record Key(String point, int connections, int round) {}

    private final Map<Key, Measurement> measured = new HashMap<>();
    private int rounds;

    void add(String point, int connections, int round, Measurement measurement) {
        measured.put(new Key(point, connections, round), measurement);
        rounds = Math.max(rounds, round + 1);
    }

    /** A value of a point, a round each. */
    List<Double> of(String point, int connections, ToDoubleFunction<Measurement> value) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> measured.get(new Key(point, connections, round)))
                .filter(Objects::nonNull)
                .map(value::applyAsDouble)
                .toList();
    }

    List<Measurement> of(String point, int connections) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> measured.get(new Key(point, connections, round)))
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many times the throughput of another point a point has: both of the same round, with the same connections. */
    List<Double> ratios(String point, String other, int connections) {
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            var one = measured.get(new Key(point, connections, round));
            var base = base(other, connections, round);
            if (one != null && base != null) {
                ratios.add(one.perSecond() / base.perSecond());
            }
        }
        return ratios;
    }

    /** The database's limit is what it does with the connections that suit it best. */
    private @Nullable Measurement base(String point, int connections, int round) {
        return point.equals(DatabaseLimit.NAME)
                ? DatabaseLimit.CONNECTIONS.stream()
                        .map(own -> measured.get(new Key(point, own, round)))
                        .filter(Objects::nonNull)
                        .max((one, other) -> Double.compare(one.perSecond(), other.perSecond()))
                        .orElse(null)
                : measured.get(new Key(point, connections, round));
    }
}
