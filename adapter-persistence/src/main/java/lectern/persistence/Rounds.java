package lectern.persistence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Has what many callers want at the same time done together: what comes while all rounds run is done in the next one.
 *
 * <p>A statement about a hundred rows costs little more than one about a single row, and a commit costs the same. Nothing is held
 * back to wait for company: a lone want is done at once. What is wanted of one thing is done in the order in which it came, and
 * never by two rounds at the same time.
 *
 * @param <K> what something is wanted of
 */
final class Rounds<K, W extends Want<?>> {

    /** Does all that is wanted. What it throws is what those get whose want it has not answered. */
    interface Work<K, W> {
        void perform(Map<K, List<W>> wanted);
    }

    /**
     * How much is done at the same time.
     *
     * @param atOnce how many rounds run; each takes a connection
     * @param things what a round is about at most
     * @param wants how much a round does at most
     */
    record Size(int atOnce, int things, int wants) {}

    private final Size most;
    private final Work<K, W> work;

    private final Map<K, Wants> all = new HashMap<>();
    private final Queue<Wants> ready = new ArrayDeque<>();
    private int running;

    /** All that is wanted of one thing, and not begun with. */
    private final class Wants {

        private final K of;
        private final Queue<W> waiting = new ArrayDeque<>();
        private boolean inRound;

        Wants(K of) {
            this.of = of;
        }
    }

    Rounds(Size most, Work<K, W> work) {
        this.most = most;
        this.work = work;
    }

    /** Has it done in the next round. */
    void add(K of, W want) {
        if (enqueue(of, want)) {
            var _ = Thread.ofVirtual().name("round").start(this::run);
        }
    }

    /** Whether another round has to run for it. */
    private synchronized boolean enqueue(K of, W want) {
        var wants = all.computeIfAbsent(of, Wants::new);
        wants.waiting.add(want);
        if (wants.inRound || wants.waiting.size() > 1) {
            return false;
        }
        ready.add(wants);
        if (running == most.atOnce()) {
            return false;
        }
        running++;
        return true;
    }

    private void run() {
        for (var round = take(); !round.isEmpty(); round = take()) {
            try {
                perform(round);
            } finally {
                giveBack(round);
            }
        }
    }

    /** Empty when there is nothing left to do: then one round less is running. */
    private synchronized Map<K, List<W>> take() {
        var round = new LinkedHashMap<K, List<W>>();
        int taken = 0;
        while (taken < most.wants() && round.size() < most.things() && !ready.isEmpty()) {
            var wants = ready.remove();
            var begun = new ArrayList<W>();
            while (taken < most.wants() && !wants.waiting.isEmpty()) {
                var want = wants.waiting.remove();
                if (want.begin()) {
                    begun.add(want);
                    taken++;
                }
            }
            if (begun.isEmpty()) {
                all.remove(wants.of);
            } else {
                wants.inRound = true;
                round.put(wants.of, begun);
            }
        }
        if (round.isEmpty()) {
            running--;
        }
        return round;
    }

    private void perform(Map<K, List<W>> round) {
        try {
            work.perform(round);
        } catch (Throwable e) {
            round.values().forEach(wants -> wants.forEach(want -> want.fail(e)));
        }
    }

    private synchronized void giveBack(Map<K, List<W>> round) {
        for (var of : round.keySet()) {
            var wants = all.get(of);
            if (wants == null) {
                continue;
            }
            wants.inRound = false;
            if (wants.waiting.isEmpty()) {
                all.remove(of);
            } else {
                ready.add(wants);
            }
        }
    }
}
