package lectern.application.dispatch;

import lectern.domain.Decision;
import lectern.domain.LectureEvent;

/** The end of a {@link PendingCommand}. */
sealed interface Outcome<E extends LectureEvent> {

    /** The lecture decided. */
    record Decided<E extends LectureEvent>(Decision<E> decision) implements Outcome<E> {}

    /** It never had a ticket, since the line is as long as it may be. */
    record LineFull<E extends LectureEvent>() implements Outcome<E> {}

    /** It never had a ticket, since the line can't be reached: it may go to the store directly. */
    record NotJoined<E extends LectureEvent>() implements Outcome<E> {}

    /** There is no answer, and whether it takes effect can't be known. */
    record Unserved<E extends LectureEvent>() implements Outcome<E> {}
}
