package lectern.bootstrap.benchmark;

import java.time.Duration;

/**
 * What a server did in a part of the time that it was measured.
 *
 * @param perSecond requests answered as expected
 * @param p99 milliseconds; not a number when none was answered
 */
record Window(double perSecond, double p99) {

    static Window of(Served served, Duration time) {
        return new Window(served.perSecond(time), served.latencies().percentile(99));
    }
}
