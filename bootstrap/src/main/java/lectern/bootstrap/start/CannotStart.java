package lectern.bootstrap.start;

/** The service can't start. The message tells the operator what is wrong and what to do. */
public final class CannotStart extends RuntimeException {

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
