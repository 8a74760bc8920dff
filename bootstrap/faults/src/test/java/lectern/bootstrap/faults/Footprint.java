package lectern.bootstrap.faults;

import java.util.regex.Pattern;
import lectern.bootstrap.Command;

/**
 * What an instance holds on to while it has nothing to do.
 *
 * @param heap bytes of the objects that a collection leaves
 * @param threads of the platform: virtual ones are on the heap
 * @param connections to Postgres, of both pools
 */
record Footprint(long heap, long threads, long connections) {

    /** Caches that fill, and code that was not run before. If each request left 100 bytes, there would be more after ten minutes. */
    private static final long HEAP_MORE = 16L * 1024 * 1024;

    /** Pools that grow when they are needed, and don't shrink soon: carriers of virtual threads, timers. */
    private static final long THREADS_MORE = 10;

    /** A line of a histogram: {@code num: #instances #bytes class}. */
    private static final Pattern OBJECTS = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(?<bytes>\\d+)\\s+(?<type>\\S+).*");

    /** Of these the collector makes what it leaves between objects: how much, depends on where they happen to be. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    static Footprint of(Instance instance) {
        long heap = bytesOfObjects(instance.pid());
        long threads = (long) instance.metric("jvm.threads.live");
        long connections = (long) instance.metric("hikaricp.connections");
        return new Footprint(heap, threads, connections);
    }

    /** Of those that a collection leaves. */
    private static long bytesOfObjects(long pid) {
        return Command.output(Command.ofThisJdk("jcmd"), Long.toString(pid), "GC.class_histogram").stream()
                .map(OBJECTS::matcher)
                .filter(objects -> objects.matches() && !objects.group("type").contains(FILLER))
                .mapToLong(objects -> Long.parseLong(objects.group("bytes")))
                .sum();
    }

    /** Whether another, later one is no greater, but for what is reasonable. */
    boolean isNotSmallerThan(Footprint later) {
        return later.heap <= heap + HEAP_MORE
                && later.threads <= threads + THREADS_MORE
                && later.connections <= connections;
    }
}
