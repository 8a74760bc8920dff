package lectern.application.port;

/** The result of an {@linkplain Lectures#append append}. Only one that is committed has kept anything. */
public sealed interface AppendResult {

    /** Events, rows and views are kept, and this is the lecture's version now. */
    record Committed(Version version) implements AppendResult {}

    /** The lecture is not as it was taken to be: at another version, or a newcomer has an attendance. */
    record Conflict() implements AppendResult {}

    /** Another transaction holds the lecture's row, so nothing is known yet. */
    record Busy() implements AppendResult {}

    /** There is no such lecture, or no longer. */
    record NotFound() implements AppendResult {}
}
