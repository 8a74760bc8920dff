package lectern.bootstrap.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What a network does to what is sent over it. */
sealed interface Weather {

    /** All comes through at once. */
    record Fair() implements Weather {}

    /** All comes through, each way so much later. */
    record Slow(Duration delay) implements Weather {}

    /**
     * Some of it comes through late, and what was sent after it on the same connection too: what TCP makes of a lost packet.
     *
     * @param percent how much of it
     * @param resent how long it takes until it is sent again
     */
    record Lossy(RandomGenerator dice, int percent, Duration resent) implements Weather {}

    /** Nothing comes through, either way. It is sent again when the weather changes, as TCP does. */
    record Dropping() implements Weather {}

    /** Requests come through, their replies do not. */
    record Deaf() implements Weather {}

    /** There is nothing to connect to. */
    record Rejecting() implements Weather {}

    /** How long something that is sent now is under way, as long as anything comes through. */
    default Duration delay() {
        return switch (this) {
            case Slow(var delay) -> delay;
            case Lossy(var dice, var percent, var resent) when dice.nextInt(100) < percent -> resent;
            case Lossy _, Fair _, Dropping _, Deaf _, Rejecting _ -> Duration.ZERO;
        };
    }

    default boolean lets(TcpProxy.Direction direction) {
        return switch (this) {
            case Fair _, Slow _, Lossy _ -> true;
            case Deaf _ -> direction == TcpProxy.Direction.REQUESTS;
            case Dropping _, Rejecting _ -> false;
        };
    }
}
