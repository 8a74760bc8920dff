package lectern.bootstrap.benchmark;

import java.time.Duration;

/** A server that is measured right after its start, in a new process each time. */
enum Newcomer {
    SHIPPED("Lectern as shipped", Scene.HOT),
    SHIPPED_IDLE("Lectern as shipped, idle before", Scene.HOT),
    JAR("Lectern, the plain jar", Scene.HOT),
    ROW_LOCK("row lock per request", Scene.HOT),
    MUTEX("Redisson lock per request", Scene.HOT),
    BARE("Spring MVC alone", Scene.BARE);

    private final String title;
    private final Scene scene;

    Newcomer(String title, Scene scene) {
        this.title = title;
        this.scene = scene;
    }

    Scene scene() {
        return scene;
    }

    /** From its readiness until the load begins. */
    Duration rest(Options.Fresh options) {
        return this == SHIPPED_IDLE ? options.idle() : options.rest();
    }

    @Override
    public String toString() {
        return title;
    }
}
