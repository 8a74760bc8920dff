package lectern.persistence;

/** A database that the service can't work with as it is. The message is for the operator: one line that says what to do. */
public final class UnsuitableDatabase extends RuntimeException {

    public UnsuitableDatabase(String message) {
        super(message);
    }

    public UnsuitableDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}
