package lectern.bootstrap.faults;

import lectern.bootstrap.Command;

/**
 * What an instance holds on to while it has nothing to do.
 *
 * @param heap bytes in use after a collection
 * @param threads of the platform: virtual ones are on the heap
 * @param connections to Postgres, of both pools
 */
record Footprint(long heap, long threads, long connections) {

    /** Caches that fill, and code that was not run before: far less than what ten minutes of requests would leave if each left 100 bytes. */
    private static final long HEAP_MORE = 32L * 1024 * 1024;

    /** Pools that grow when they are needed, and don't shrink soon: carriers of virtual threads, timers. */
    private static final long THREADS_MORE = 10;

    static Footprint of(Instance instance) {
        collectGarbage(instance.pid());
        return new Footprint(
                (long) instance.metric("jvm.memory.used?tag=area:heap"),
                (long) instance.metric("jvm.threads.live"),
                (long) instance.metric("hikaricp.connections"));
    }

    /** Whether another, later one is no greater, but for what is reasonable. */
    boolean isNotSmallerThan(Footprint later) {
        return later.heap <= heap + HEAP_MORE
                && later.threads <= threads + THREADS_MORE
                && later.connections <= connections;
    }

    private static void collectGarbage(long pid) {
        if (!Command.succeeds(Command.ofThisJdk("jcmd"), Long.toString(pid), "GC.run")) {
            throw new IllegalStateException("can't have %d collect its garbage".formatted(pid));
        }
    }
}
