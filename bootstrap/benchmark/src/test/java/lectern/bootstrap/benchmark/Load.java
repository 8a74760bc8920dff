package lectern.bootstrap.benchmark;

import java.nio.ByteBuffer;

/** The requests of a point, and what becomes of them. Each connection has one request at a time, and belongs to one thread. */
interface Load {

    /**
     * Writes the next request of a connection.
     *
     * @return whether there is one
     */
    boolean next(int connection, ByteBuffer request);

    /** The answer to the request that the connection sent last. */
    default void answered(int connection, int status) {}

    /** Whether a status is one that such requests are to be answered with. */
    boolean expects(int status);
}
