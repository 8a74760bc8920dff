package lectern.application.line;

import lectern.domain.Capacity;
import lectern.domain.Decision;
import lectern.domain.LectureEvent;

/** What a caller gets for waiting in a line. */
public sealed interface Outcome<E extends LectureEvent> {

    /** The lecture decided. */
    record Decided<E extends LectureEvent>(Decision<E> decision) implements Outcome<E> {}

    /**
     * Not joined: every seat is said to be taken, and who has one is not known here.
     *
     * @param since the {@linkplain Lines#mark() mark} from which on it is said
     */
    record SaidToBeFull<E extends LectureEvent>(Capacity capacity, long since) implements Outcome<E> {}

    /** Not joined: too many are waiting. */
    record LineFull<E extends LectureEvent>() implements Outcome<E> {}

    /** Not joined, for certain: the line can't be reached. */
    record NotJoined<E extends LectureEvent>() implements Outcome<E> {}

    /** No answer; what becomes of the request can't be known. */
    record Unserved<E extends LectureEvent>() implements Outcome<E> {}
}
