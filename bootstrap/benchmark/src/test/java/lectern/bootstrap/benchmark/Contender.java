package lectern.bootstrap.benchmark;

/** Who is measured: Lectern, and what could be built instead of it, each a server behind the same HTTP contract, and one with nothing behind it. */
enum Contender {
    OURS("Lectern", Implementation.LECTERN),
    OURS_TOO("Lectern, another instance", Implementation.LECTERN),
    STRAIGHT("Lectern without Redis", Implementation.LECTERN),
    STRAIGHT_TOO("Lectern without Redis, another instance", Implementation.LECTERN),
    ROW_LOCK("row lock per request", Implementation.ROW_LOCK),
    MUTEX("Redisson lock per request", Implementation.MUTEX),
    COUNTER("seat counter in Redis", Implementation.COUNTER),
    BARE("Spring MVC alone", Implementation.NONE);

    /** How a contender decides; the setting {@code benchmark.implementation} has its name. */
    enum Implementation {
        LECTERN,
        ROW_LOCK,
        MUTEX,
        COUNTER,
        NONE
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

    /** What is run. */
    Class<?> application() {
        return this == BARE ? BareApplication.class : ContenderApplication.class;
    }

    boolean hasRedis() {
        return this != STRAIGHT && this != STRAIGHT_TOO;
    }

    @Override
    public String toString() {
        return title;
    }
}
