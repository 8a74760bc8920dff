package lectern.bootstrap.benchmark;

import java.time.Duration;
import java.util.function.IntPredicate;

/**
 * A point, measured once.
 *
 * @param perSecond requests answered
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param service microseconds of CPU a request, in all instances together
 * @param postgres the same, in Postgres
 * @param redis the same, in Redis
 * @param generator the same, in the thread that makes the load
 * @param kilobytes allocated a request, in all instances together
 * @param unexpected the answers that do not count
 */
record Measurement(
        double perSecond,
        double p50,
        double p99,
        double service,
        double postgres,
        double redis,
        double generator,
        double kilobytes,
        Unexpected unexpected) {

    static Measurement of(Served served, IntPredicate expected, Cpu cpu, long allocated) {
        int requests = served.requests();
        return new Measurement(
                served.perSecond(),
                served.latencies().percentile(50),
                served.latencies().percentile(99),
                micros(cpu.service(), requests),
                micros(cpu.postgres(), requests),
                micros(cpu.redis(), requests),
                micros(served.cpu(), requests),
                allocated / 1024.0 / requests,
                served.unexpected(expected));
    }

    private static double micros(Duration time, int requests) {
        return time.toNanos() / 1e3 / requests;
    }

    /** Microseconds of CPU a request in all that serves it. */
    double server() {
        return service + postgres + redis;
    }
}
