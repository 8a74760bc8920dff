package lectern.bootstrap.benchmark;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** What requests were answered with, and how soon. Latencies and throughput are of what was answered well, and within the time. */
final class Served {

    private static final int NO_ANSWER = 0;

    private final Latencies latencies = new Latencies();
    private final int[] statuses = new int[600];
    private long lastAt;
    private long lastAnsweredAt;
    private long nanos = 1;
    private long lasted;
    private long cpu;

    /**
     * An answer to a request.
     *
     * @param status 0 when the connection broke
     * @param expected whether it is one that counts
     */
    void add(int status, boolean expected, long sentAt, long answeredAt, long deadline) {
        statuses[status]++;
        lastAnsweredAt = answeredAt;
        if (expected && answeredAt <= deadline) {
            latencies.add(answeredAt - sentAt);
            lastAt = answeredAt;
        }
    }

    /**
     * No more answers come.
     *
     * @param cpu what asking has cost
     * @param unanswered requests that were not answered
     */
    void end(long startedAt, long cpu, int unanswered) {
        if (latencies.total() > 0) {
            nanos = Math.max(1, lastAt - startedAt);
        }
        if (unanswered > 0) {
            lasted = System.nanoTime() - startedAt;
        } else if (requests() > 0) {
            lasted = lastAnsweredAt - startedAt;
        }
        this.cpu = cpu;
        statuses[NO_ANSWER] += unanswered;
    }

    /** What others were answered at the same time. */
    void add(Served other) {
        latencies.add(other.latencies);
        for (int status = 0; status < statuses.length; status++) {
            statuses[status] += other.statuses[status];
        }
        nanos = Math.max(nanos, other.nanos);
        lasted = Math.max(lasted, other.lasted);
        cpu += other.cpu;
    }

    Latencies latencies() {
        return latencies;
    }

    double perSecond() {
        return latencies.total() * 1e9 / nanos;
    }

    /** The same, when the time is known to have been so long. */
    double perSecond(Duration time) {
        return latencies.total() * 1e9 / time.toNanos();
    }

    /** Until the last answer came, whatever it was; when some did not come, until they were given up. */
    Duration lasted() {
        return Duration.ofNanos(lasted);
    }

    Duration cpu() {
        return Duration.ofNanos(cpu);
    }

    /** All requests, answered or not. */
    int requests() {
        int requests = 0;
        for (int count : statuses) {
            requests += count;
        }
        return requests;
    }

    /** The statuses other than those, and how often each came; 0 for no answer. */
    Unexpected unexpected(IntPredicate expected) {
        var unexpected = new TreeMap<Integer, Integer>();
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0 && !expected.test(status)) {
                unexpected.put(status, statuses[status]);
            }
        }
        return new Unexpected(unexpected);
    }
}
