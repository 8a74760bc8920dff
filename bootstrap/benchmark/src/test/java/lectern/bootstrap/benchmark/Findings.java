package lectern.bootstrap.benchmark;

import java.util.List;
import java.util.Optional;

/** Everything that a run has measured. What it was not asked for is empty. */
record Findings(
        List<Point> points,
        Results results,
        ColdStarts cold,
        Burst.Bursts burst,
        Optional<Shipped.StartUp> startUp,
        Optional<Shipped.Memory> memory) {}
