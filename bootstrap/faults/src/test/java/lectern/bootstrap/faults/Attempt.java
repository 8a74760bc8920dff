package lectern.bootstrap.faults;

import java.time.Duration;

/**
 * One request to one instance, and what became of it. Times are as of {@link System#nanoTime()}.
 *
 * @param operation what is wanted: requests that only repeat each other have the same
 * @param room which of the rooms of the load it is about
 * @param lecture its id; empty when it is not known yet
 * @param user the teacher or the student
 */
record Attempt(
        long operation,
        Kind kind,
        String instance,
        int room,
        String lecture,
        String user,
        long invoked,
        long ended,
        Outcome outcome) {

    enum Kind {
        OPEN,
        ATTEND,
        LEAVE,
        CLOSE
    }

    sealed interface Outcome {

        /**
         * Done.
         *
         * @param number the attendance number; 0 where there is none
         * @param says what a repeat has to say as well
         */
        record Ok(int status, int number, String says) implements Outcome {}

        /** Not done, and never will be. */
        record Refused(String code) implements Outcome {}

        /** 401: by the clock of this instance, a passport is of another time. It is not done; another instance may do it. */
        record NotLetIn(String code) implements Outcome {}

        /** 503: whether it is done, or will be, is not known. */
        record Busy(String code) implements Outcome {}

        /** The connection broke: whether it is done, or will be, is not known. */
        record Unknown(String why) implements Outcome {}

        /** Nobody was there to connect to: it is not done. */
        record Unreached() implements Outcome {}

        /** Nothing came, for longer than anybody would wait. */
        record Silence() implements Outcome {}

        /** What the contract does not know. */
        record Wrong(int status, String body) implements Outcome {}
    }

    boolean isOk() {
        return outcome instanceof Outcome.Ok;
    }

    boolean isRefused() {
        return outcome instanceof Outcome.Refused;
    }

    /** Whether its room served it. One in which every seat is taken has no other answer, often for as long as it is open. */
    boolean isServed() {
        return isOk() || outcome.equals(new Outcome.Refused("LECTURE_FULL"));
    }

    /** Whether nothing more can become of it. */
    boolean isAnswered() {
        return isOk() || isRefused();
    }

    /** Whether it has taken effect, or may have, or may do so yet. */
    boolean mayTakeEffect() {
        return switch (outcome) {
            case Outcome.Refused _, Outcome.NotLetIn _, Outcome.Unreached _ -> false;
            case Outcome.Ok _, Outcome.Busy _, Outcome.Unknown _, Outcome.Silence _, Outcome.Wrong _ -> true;
        };
    }

    /** Whether it may take effect after it has ended. */
    boolean lingers() {
        return mayTakeEffect() && !isAnswered();
    }

    Duration took() {
        return Duration.ofNanos(ended - invoked);
    }
}
