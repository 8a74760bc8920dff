package lectern.application.query;

/**
 * The result of a query about one lecture.
 *
 * @param <V> the view that was asked for
 */
public sealed interface QueryResult<V> {

    record Found<V>(V view) implements QueryResult<V> {}

    /** There is no such lecture, or it was removed. */
    record NotFound<V>() implements QueryResult<V> {}

    /** The caller is neither the lecture's teacher nor a student who attends or has attended it. */
    record NotInLecture<V>() implements QueryResult<V> {}
}
