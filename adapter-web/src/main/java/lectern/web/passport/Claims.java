package lectern.web.passport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** What the claims of both kinds of passports have in common. */
final class Claims {

    static final String AUDIENCE = "lectern";

    /** How far the clock of an issuer may differ from ours. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private Claims() {}

    /** Whether the passport is meant for this service only. */
    static boolean areForUs(Jwt passport) {
        return List.of(AUDIENCE).equals(passport.getAudience());
    }

    /** Whether a time is in the future by more than the skew. */
    static boolean isAhead(@Nullable Instant time, Instant now) {
        return time != null && time.isAfter(now.plus(SKEW));
    }
}
