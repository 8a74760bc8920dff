package lectern.redis;

/** A Redis on a port of this machine's own. */
interface RedisServer {

    /** Returns when it answers. */
    void start();

    void kill();

    void freeze();

    void thaw();
}
