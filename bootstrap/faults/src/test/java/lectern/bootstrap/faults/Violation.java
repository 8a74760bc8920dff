package lectern.bootstrap.faults;

/**
 * Something that was promised, and did not hold.
 *
 * @param what in one sentence
 * @param excerpt the least of the history that shows it
 */
record Violation(Kind kind, String what, String excerpt) {

    enum Kind {
        /** Acknowledged, and not kept (G2). */
        LOST,
        /** The same request answered otherwise when it was repeated; or views, record and events that say different things. */
        DIVERGED,
        /** More students in a room than it has seats, or a number given twice or left out (G1). */
        OVERBOOKED,
        /** A seat that no request can have got: all that asked for it were refused (G3). */
        SEATED_THOUGH_REFUSED,
        /** No answer, not even 503 (G4); or never one, however often it was repeated. */
        UNANSWERED,
        /** Numbers against the order in which they were asked for, one after the other's answer (G5). */
        OUT_OF_ORDER,
        /** An answer that the contract does not know. */
        WRONG_ANSWER
    }

    @Override
    public String toString() {
        return "%s: %s%n%s".formatted(kind, what, excerpt.indent(4));
    }
}
