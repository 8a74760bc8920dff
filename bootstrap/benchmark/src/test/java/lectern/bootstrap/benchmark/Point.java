package lectern.bootstrap.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that is measured. */
interface Point {

    /** What it is chosen by. */
    String name();

    /** Who serves. */
    String contender();

    /** What is asked for. */
    String load();

    /** How many connections it is measured at, of those that were asked for. */
    List<Integer> connections(List<Integer> wanted);

    /** All of them that any of the points is measured at. */
    static List<Integer> connections(List<Point> points, List<Integer> wanted) {
        return points.stream()
                .flatMap(point -> point.connections(wanted).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Measures it once, and checks what was kept; empty when there is nothing to measure. */
    Optional<Measurement> measure(int connections, Duration time) throws Exception;
}
