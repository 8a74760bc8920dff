package lectern.application.port;

import org.jspecify.annotations.Nullable;

/**
 * A request could not be served now. Its sender does not know whether it took effect. Sending it again is safe.
 *
 * <p>These are failures of the systems around the core. A refusal by the core itself is a {@link lectern.domain.Rejection}.
 */
public abstract sealed class ServiceUnavailable extends RuntimeException {

    private ServiceUnavailable(String message, @Nullable Throwable cause, boolean traced) {
        super(message, cause, false, traced);
    }

    /** Too many are waiting at the lecture already. */
    public static final class LineFull extends ServiceUnavailable {

        public LineFull(String message) {
            super(message, null, false);
        }
    }

    /** A system that the request needs could not be reached, or did not answer in time. */
    public static final class TryAgain extends ServiceUnavailable {

        public TryAgain(String message) {
            super(message, null, false);
        }

        public TryAgain(String message, Throwable cause) {
            super(message, cause, true);
        }
    }
}
