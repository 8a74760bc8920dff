package lectern.application.dispatch;

import lectern.domain.Decision;
import lectern.domain.LectureEvent;

/** The outcome of a {@link PendingCommand}. */
sealed interface Outcome<E extends LectureEvent> {

    /** The command was decided. */
    record Decided<E extends LectureEvent>(Decision<E> decision) implements Outcome<E> {}

    /** The command did not join the line, since the line is full. */
    record LineFull<E extends LectureEvent>() implements Outcome<E> {}

    /** The command never had a ticket, since the line can't be reached. It may go to the store directly. */
    record NotJoined<E extends LectureEvent>() implements Outcome<E> {}

    /** There is no answer, and it is unknown whether the command takes effect. */
    record Unserved<E extends LectureEvent>() implements Outcome<E> {}
}
