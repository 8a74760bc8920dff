package lectern.application.query;

/**
 * What a look at a lecture gives.
 *
 * @param <V> what there is to see
 */
public sealed interface Look<V> {

    record Seen<V>(V view) implements Look<V> {}

    /** There is no such lecture, or none any more. */
    record NotFound<V>() implements Look<V> {}

    /** The caller is neither the lecture's teacher nor a student who attends or has attended it. */
    record NotInLecture<V>() implements Look<V> {}
}
