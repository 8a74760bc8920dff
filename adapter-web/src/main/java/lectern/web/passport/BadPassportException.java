package lectern.web.passport;

import org.jspecify.annotations.Nullable;

/** Thrown when a passport is refused, with the reason. */
final class BadPassportException extends RuntimeException {

    private final Reason reason;
    private final @Nullable String given;

    BadPassportException(Reason reason) {
        this(reason, null);
    }

    /** @param given the wrong value in the passport, verbatim; it is not safe to log */
    BadPassportException(Reason reason, @Nullable String given) {
        super(reason.label());
        this.reason = reason;
        this.given = given;
    }

    static void unless(boolean valid, Reason otherwise) {
        if (!valid) {
            throw new BadPassportException(otherwise);
        }
    }

    Reason reason() {
        return reason;
    }

    @Nullable String given() {
        return given;
    }
}
