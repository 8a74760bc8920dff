package lectern.web.passport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** What passports of both kinds claim. */
final class Claims {

    static final String AUDIENCE = "lectern";

    /** How far the clock of an issuer may be from ours. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private Claims() {}

    /** Whether it is meant for us, and for no one else. */
    static boolean areForUs(Jwt passport) {
        return List.of(AUDIENCE).equals(passport.getAudience());
    }

    /** Whether a time has not come yet. */
    static boolean isAhead(@Nullable Instant time, Instant now) {
        return time != null && time.isAfter(now.plus(SKEW));
    }
}
