package lectern.web.passport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import lectern.domain.User;
import lectern.domain.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a user passport says, and whether that holds now. */
final class UserClaims implements OAuth2TokenValidator<Jwt> {

    static final Duration LONGEST = Duration.ofHours(24);

    private static final String NOT_GENUINE = "not_genuine";
    private static final String EXPIRED = "expired";

    private final @Nullable String issuer;
    private final InstantSource clock;

    /** @param issuer who has to have issued it; null for whoever has the keys */
    UserClaims(@Nullable String issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt passport) {
        var now = clock.instant();
        var issuedAt = passport.getIssuedAt();
        var expiresAt = passport.getExpiresAt();
        if (issuedAt == null
                || expiresAt == null
                || expiresAt.isAfter(issuedAt.plus(LONGEST))
                || !Claims.areForUs(passport)
                || !Claims.haveBegun(passport, now)
                || !isBy(passport.getClaimAsString("iss"))
                || user(passport).isEmpty()) {
            return refused(NOT_GENUINE);
        }
        // It is as its issuer made it. All that is left to ask is whether its time is over.
        return now.isBefore(until(passport)) ? OAuth2TokenValidatorResult.success() : refused(EXPIRED);
    }

    /** Whether all that it was refused for is that its time is over. */
    static boolean isExpired(Iterable<OAuth2Error> errors) {
        for (var error : errors) {
            if (!error.getErrorCode().equals(EXPIRED)) {
                return false;
            }
        }
        return true;
    }

    /** Until when one that is genuine is good. */
    static Instant until(Jwt passport) {
        return Objects.requireNonNull(passport.getExpiresAt()).plus(Claims.SKEW);
    }

    /** Whom it names. */
    static Optional<User> user(Jwt passport) {
        if (!(passport.getClaim("sub") instanceof String id && passport.getClaim("role") instanceof String role)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Role.of(role).user(new UserId(id)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isBy(@Nullable String by) {
        return issuer == null ? by != null && !by.isEmpty() : issuer.equals(by);
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(why));
    }
}
