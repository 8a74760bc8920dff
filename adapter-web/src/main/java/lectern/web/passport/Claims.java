package lectern.web.passport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.oauth2.jwt.Jwt;

/** What passports of both kinds claim. */
final class Claims {

    static final String AUDIENCE = "lectern";

    /** How far the clock of an issuer may be from ours. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private Claims() {}

    /** Whether it is meant for us, and for no one else, and not for a time that lies ahead. */
    static boolean hold(Jwt passport, Instant now) {
        var latest = now.plus(SKEW);
        return List.of(AUDIENCE).equals(passport.getAudience())
                && passport.getIssuedAt() != null
                && !passport.getIssuedAt().isAfter(latest)
                && (passport.getNotBefore() == null || !passport.getNotBefore().isAfter(latest));
    }
}
