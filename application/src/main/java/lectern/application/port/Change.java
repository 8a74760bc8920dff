package lectern.application.port;

/** What became of a {@linkplain Lectures#change change} of a lecture. */
public sealed interface Change<R> {

    /**
     * It was decided, and what happened is kept.
     *
     * @param version the lecture's version from now on
     */
    record Done<R>(R result, long version) implements Change<R> {}

    /** The lecture is no longer at the version that was expected; nothing was decided. */
    record Stale<R>(long version) implements Change<R> {}

    /** There is no such lecture, or none any more. */
    record Missing<R>() implements Change<R> {}
}
