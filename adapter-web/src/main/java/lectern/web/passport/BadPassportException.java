package lectern.web.passport;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** A passport that is refused, and why. */
final class BadPassportException extends BadJwtException {

    private final Reason reason;
    private final @Nullable String given;

    BadPassportException(Reason reason) {
        this(reason, null);
    }

    /** @param given what the passport says instead, as it came. It is not safe to log as it is */
    BadPassportException(Reason reason, @Nullable String given) {
        super(reason.label());
        this.reason = reason;
        this.given = given;
    }

    Reason reason() {
        return reason;
    }

    @Nullable String given() {
        return given;
    }
}
