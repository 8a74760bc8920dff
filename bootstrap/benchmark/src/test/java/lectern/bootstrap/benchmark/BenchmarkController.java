package lectern.bootstrap.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the benchmark asks of a contender about itself. */
@RestController
final class BenchmarkController {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How many bytes all threads together have allocated since the start. */
    @GetMapping("/benchmark/allocated")
    long allocated() {
        return THREADS.getTotalThreadAllocatedBytes();
    }
}
