package lectern.application.port;

/** The result of an {@linkplain Lectures#append append}. Unless it is {@link Committed}, nothing was stored. */
public sealed interface AppendResult {

    /** Events, rows and views are stored, and this is the new version of the lecture. */
    record Committed(Version version) implements AppendResult {}

    /** The lecture differs from what was decided on: it is at another version, or a newcomer has an attendance. */
    record Conflict() implements AppendResult {}

    /** Another transaction holds the lecture's row, so it is unknown whether there is a conflict. */
    record Busy() implements AppendResult {}

    /** There is no such lecture, or it was removed. */
    record NotFound() implements AppendResult {}
}
