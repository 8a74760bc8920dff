package lectern.domain;

/**
 * The result of a command.
 *
 * @param <E> the event of the command when it is accepted
 */
public sealed interface Decision<E extends LectureEvent> {

    /** It happened now. */
    record Accepted<E extends LectureEvent>(E event) implements Decision<E> {}

    /** It had happened before, and nothing has changed: the command is answered as it was the first time. */
    record Repeated<E extends LectureEvent>(E event) implements Decision<E> {}

    /** It did not happen. */
    record Rejected<E extends LectureEvent>(Rejection reason) implements Decision<E> {}

    static <E extends LectureEvent> Decision<E> rejected(Rejection reason) {
        return new Rejected<>(reason);
    }
}
