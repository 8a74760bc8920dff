package lectern.application.port;

import lectern.domain.Decision;

/** What a ticket is answered with. */
public sealed interface Answer {

    /** The lecture decided the ticket's request. */
    record Decided(Decision<?> decision) implements Answer {}

    /**
     * The ticket came to its turn, but can't be served: too late, or the store failed. Its request takes no effect by this. It also
     * stands for an answer that this instance cannot read, and then the request may have taken effect.
     */
    record Unserved() implements Answer {}
}
