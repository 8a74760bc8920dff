package lectern.bootstrap.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import lectern.domain.User;
import lectern.web.request.AttendRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the benchmark asks of a contender beside the contract. */
@RestController
final class BenchmarkController {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    record Heard(String lectureCode, String studentId) {}

    /** All that an attend costs before anybody decides about it: HTTP, the passport, the body. */
    @PostMapping("/lecture/ceiling")
    @ResponseStatus(HttpStatus.CREATED)
    Heard ceiling(@AuthenticationPrincipal User caller, AttendRequest request) {
        return new Heard(request.lectureCode().toString(), caller.id().value());
    }

    /** How many bytes all threads together have allocated since the start. */
    @GetMapping("/benchmark/allocated")
    long allocated() {
        return THREADS.getTotalThreadAllocatedBytes();
    }
}
