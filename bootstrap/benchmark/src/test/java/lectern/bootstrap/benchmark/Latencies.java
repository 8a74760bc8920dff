package lectern.bootstrap.benchmark;

import java.util.concurrent.TimeUnit;

/** How long requests took, counted in buckets that are 1.6 % wide. */
final class Latencies {

    private static final int BITS = 6;
    private static final int HALF = 1 << BITS;

    private final int[] counts = new int[HALF * (Long.SIZE - BITS)];
    private int total;

    void add(long nanos) {
        counts[bucket(nanos)]++;
        total++;
    }

    void add(Latencies others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    int total() {
        return total;
    }

    /** In milliseconds, what all but so many in 100 kept within; not a number when there were none. */
    double percentile(double percent) {
        if (total == 0) {
            return Double.NaN;
        }
        long rank = (long) Math.ceil(total * percent / 100);
        int bucket = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
            bucket++;
        }
        return (double) highest(bucket) / TimeUnit.MILLISECONDS.toNanos(1);
    }

    /** Up to 2 × {@code HALF} each number has its own; then {@code HALF} of them a doubling. */
    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - BITS - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos)));
        return shift * HALF + (int) (nanos >>> shift);
    }

    private static long highest(int bucket) {
        int shift = Math.max(0, bucket / HALF - 1);
        return ((bucket - (long) shift * HALF + 1) << shift) - 1;
    }
}
