package lectern.bootstrap.benchmark;

/** Who is measured: Lectern, and what could be built instead of it, each a server behind the same HTTP contract. */
enum Contender {
    OURS("Lectern", Implementation.LECTERN),
    OURS_TOO("Lectern, another instance", Implementation.LECTERN),
    STRAIGHT("Lectern without Redis", Implementation.LECTERN),
    STRAIGHT_TOO("Lectern without Redis, another instance", Implementation.LECTERN),
    ROW_LOCK("row lock per request", Implementation.ROW_LOCK),
    MUTEX("Redisson lock per request", Implementation.MUTEX),
    COUNTER("seat counter in Redis", Implementation.COUNTER);

    /** How a contender decides; the setting {@code benchmark.implementation} has its name. */
    enum Implementation {
        LECTERN,
        ROW_LOCK,
        MUTEX,
        COUNTER
    }

    private final String title;
    private final Implementation implementation;

    Contender(String title, Implementation implementation) {
        this.title = title;
        this.implementation = implementation;
    }

    Implementation implementation() {
        return implementation;
    }

    boolean hasRedis() {
        return this != STRAIGHT && this != STRAIGHT_TOO;
    }

    @Override
    public String toString() {
        return title;
    }
}
