package lectern.application.port;

import java.util.function.Supplier;

/**
 * A mutex across instances.
 *
 * <p>It is an aid, never a guard: a holder that outlives its lease is no longer alone. Work that must never happen twice needs a guard
 * in the store as well.
 */
public interface Mutex {

    /**
     * Runs the work while no other caller, on any instance, runs work of the same name.
     *
     * <p>The wait for the mutex is limited, and so is the time for which it is held. It is given back even if the work fails. The work
     * runs at most once, in the caller's thread, and what it throws comes out of this method. Different names don't wait for each
     * other. Not reentrant.
     */
    <T> Attempt<T> exclusively(String name, Supplier<? extends T> work);

    /** The result of an attempt to run work exclusively. */
    sealed interface Attempt<T> {

        /** It ran. */
        record Ran<T>(T result) implements Attempt<T> {}

        /** It did not run: another caller held the name for as long as this caller would wait. */
        record Busy<T>() implements Attempt<T> {}

        /** It did not run: the servers that know who holds the name can't be reached. */
        record Unreachable<T>() implements Attempt<T> {}
    }
}
