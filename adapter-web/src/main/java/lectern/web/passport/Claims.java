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

    /** Whether it is meant for us, and for no one else, and says when it was issued. */
    static boolean areForUs(Jwt passport) {
        return List.of(AUDIENCE).equals(passport.getAudience()) && passport.getIssuedAt() != null;
    }

    /** Whether it was issued by now, and is not meant for later only. */
    static boolean haveBegun(Jwt passport, Instant now) {
        var latest = now.plus(SKEW);
        return !isAfter(latest, passport.getIssuedAt()) && !isAfter(latest, passport.getNotBefore());
    }

    private static boolean isAfter(Instant latest, @Nullable Instant time) {
        return time != null && time.isAfter(latest);
    }
}
