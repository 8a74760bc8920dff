package lectern.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All servers that were measured right after their start, in the order of the rounds. */
final class ColdStarts {

    private final Map<Newcomer, List<ColdStart>> measured = new EnumMap<>(Newcomer.class);

    void add(Newcomer newcomer, ColdStart start) {
        measured.computeIfAbsent(newcomer, _ -> new ArrayList<>()).add(start);
    }

    List<ColdStart> of(Newcomer newcomer) {
        return measured.getOrDefault(newcomer, List.of());
    }

    Spread of(Newcomer newcomer, ToDoubleFunction<ColdStart> value) {
        return Spread.of(of(newcomer).stream().map(value::applyAsDouble).toList());
    }

    Spread of(Newcomer newcomer, int window, ToDoubleFunction<Window> value) {
        return of(newcomer, start -> value.applyAsDouble(start.windows().get(window)));
    }

    /** Requests a second in the first window. */
    Spread first(Newcomer newcomer) {
        return of(newcomer, 0, Window::perSecond);
    }

    /** How many times as much as another one does a newcomer do in its first window: both of the same round. */
    Spread first(Newcomer newcomer, Newcomer other) {
        var ours = of(newcomer);
        var theirs = of(other);
        return Spread.of(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToObj(round -> perSecond(ours.get(round)) / perSecond(theirs.get(round)))
                .toList());
    }

    /** What part of the median of the warm rate a newcomer reaches in its first window; empty when one of the two was not measured. */
    Spread firstOfWarm(Newcomer newcomer, Results results) {
        var warm = Spread.of(results.of(Program.HOT, Cold.CONNECTIONS, Measurement::perSecond));
        return warm.isEmpty() ? warm : first(newcomer).over(warm.median());
    }

    private static double perSecond(ColdStart start) {
        return start.windows().getFirst().perSecond();
    }
}
