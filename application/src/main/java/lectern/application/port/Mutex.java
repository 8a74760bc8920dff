package lectern.application.port;

import java.util.function.Supplier;

/**
 * Keeps instances out of each other's way.
 *
 * <p>It is an aid, never a guard: a holder that outlives its lease is not alone any more, so whatever must never happen
 * twice needs a guard in the store as well.
 */
public interface Mutex {

    /**
     * Runs the work while no other caller, on any instance, runs work of the same name.
     *
     * <p>Waits for its turn only so long, holds it only so long, and gives it back whatever happens. The work runs at
     * most once, in the caller's thread, and what it throws comes out of this method. Names that differ don't wait for
     * each other. Not reentrant.
     */
    <T> Attempt<T> exclusively(String name, Supplier<? extends T> work);

    /** What became of work that was to run alone. */
    sealed interface Attempt<T> {

        /** It ran. */
        record Ran<T>(T result) implements Attempt<T> {}

        /** It did not run: somebody else held the name for as long as the caller would wait. */
        record Busy<T>() implements Attempt<T> {}

        /** It did not run: who holds the name can't be known, since the servers that know can't be reached. */
        record Unreachable<T>() implements Attempt<T> {}
    }
}
