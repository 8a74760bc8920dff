package lectern.bootstrap.start;

/** Something that the service needs is missing or in its way. The message is for whoever starts it, and says what to do. */
public final class CannotStart extends RuntimeException {

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
