package lectern.application.port;

import lectern.domain.Decision;

/** The answer to a ticket. */
public sealed interface Answer {

    /** The lecture decided the ticket's command. */
    record Decided(Decision<?> decision) implements Answer {}

    /**
     * The ticket came to its turn too late, or could not be decided. Its command takes no effect through this ticket. This also stands
     * for an answer that the instance of the ticket can't read: in that case the command may have taken effect.
     */
    record Unserved() implements Answer {}
}
