package lectern.persistence.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Runs the concurrent calls of many callers in one batch: a statement on a hundred rows costs little more than a statement on one row,
 * and a commit costs the same.
 *
 * <p>The thread of one of its callers, the leader, runs a batch. While fewer batches run than may, a new caller leads at once, so no
 * call is delayed to fill a batch. Other calls wait, and a leader that is done passes the lead to one of them. So the only threads
 * that are woken up are those that get an answer.
 *
 * <p>A call is never in a batch that began before the call, so an answer is never older than its question.
 */
public final class Batcher<Q, A> {

    private final Limits limits;
    private final Timeouts timeouts;
    private final Function<List<Q>, List<A>> work;

    private final Queue<PendingCall<Q, A>> waiting = new ArrayDeque<>();
    private int leaders;

    /**
     * @param batches how many batches run at the same time; each takes a connection
     * @param size how many calls a batch has at most
     */
    public record Limits(int batches, int size) {}

    /** @param work answers all queries of a batch, in their order; what it throws goes to all their callers */
    public Batcher(Limits limits, Timeouts timeouts, Function<List<Q>, List<A>> work) {
        this.limits = limits;
        this.timeouts = timeouts;
        this.work = work;
    }

    /**
     * Runs a query in the next batch.
     *
     * @throws lectern.application.port.ServiceUnavailable.TryAgain after the timeouts
     */
    public A call(Q query) {
        var call = new PendingCall<Q, A>(query);
        if (leadsAtOnce(call)) {
            return lead(call);
        }
        return switch (call.await(timeouts, this::passLead)) {
            case PendingCall.Signal.Answer<A>(var answer) -> answer;
            case PendingCall.Signal.Lead<A> _ -> lead(call);
        };
    }

    private synchronized boolean leadsAtOnce(PendingCall<Q, A> call) {
        if (leaders < limits.batches()) {
            leaders++;
            return true;
        }
        waiting.add(call);
        return false;
    }

    private A lead(PendingCall<Q, A> call) {
        try {
            return run(takeBatch(call));
        } finally {
            passLead();
        }
    }

    private synchronized List<PendingCall<Q, A>> takeBatch(PendingCall<Q, A> leader) {
        var batch = new ArrayList<PendingCall<Q, A>>();
        batch.add(leader);
        while (batch.size() < limits.size() && !waiting.isEmpty()) {
            var call = waiting.remove();
            if (call.begin()) {
                batch.add(call);
            }
        }
        return batch;
    }

    private synchronized void passLead() {
        while (!waiting.isEmpty()) {
            if (waiting.remove().lead()) {
                return;
            }
        }
        leaders--;
    }

    /** How many calls wait, including those that were given up. */
    synchronized int waiting() {
        return waiting.size();
    }

    private A run(List<PendingCall<Q, A>> batch) {
        var followers = batch.subList(1, batch.size());
        try {
            var answers = work.apply(batch.stream().map(PendingCall::query).toList());
            for (int i = 1; i < batch.size(); i++) {
                batch.get(i).answer(answers.get(i));
            }
            return answers.getFirst();
        } catch (Throwable e) {
            followers.forEach(call -> call.fail(e));
            throw e;
        }
    }
}
