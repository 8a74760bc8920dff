package lectern.web.passport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import lectern.domain.User;
import lectern.domain.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads and validates the claims of user passports. */
final class UserClaims implements OAuth2TokenValidator<Jwt> {

    static final Duration LONGEST = Duration.ofHours(24);

    private final @Nullable String issuer;
    private final InstantSource clock;

    /** @param issuer the issuer that a passport must name; null for any issuer that has the keys */
    UserClaims(@Nullable String issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt passport) {
        return PassportDecoder.result(flaw(passport, clock.instant()));
    }

    private @Nullable Reason flaw(Jwt passport, Instant now) {
        var issuedAt = passport.getIssuedAt();
        var expiresAt = passport.getExpiresAt();
        if (issuedAt == null) {
            return Reason.ISSUED_AT_MISSING;
        }
        if (expiresAt == null) {
            return Reason.EXPIRY_MISSING;
        }
        if (expiresAt.isAfter(issuedAt.plus(LONGEST))) {
            return Reason.LIFETIME;
        }
        if (!Claims.areForUs(passport)) {
            return Reason.AUDIENCE;
        }
        if (Claims.isAhead(issuedAt, now)) {
            return Reason.ISSUED_IN_THE_FUTURE;
        }
        if (Claims.isAhead(passport.getNotBefore(), now)) {
            return Reason.NOT_YET_VALID;
        }
        if (!isBy(passport.getClaimAsString("iss"))) {
            return Reason.ISSUER;
        }
        if (id(passport).isEmpty()) {
            return Reason.SUBJECT;
        }
        if (role(passport).isEmpty()) {
            return Reason.ROLE;
        }
        // The passport is genuine. The last check is whether it has expired.
        return now.isBefore(until(passport)) ? null : Reason.EXPIRED;
    }

    /** Until when a genuine passport is valid, with the skew. */
    static Instant until(Jwt passport) {
        return Objects.requireNonNull(passport.getExpiresAt()).plus(Claims.SKEW);
    }

    /** The user whom it names. */
    static Optional<User> user(Jwt passport) {
        return id(passport).flatMap(id -> role(passport).map(role -> role.user(id)));
    }

    private static Optional<UserId> id(Jwt passport) {
        return claim(passport, "sub", UserId::new);
    }

    private static Optional<Role> role(Jwt passport) {
        return claim(passport, "role", Role::of);
    }

    private static <T> Optional<T> claim(Jwt passport, String name, Function<String, T> read) {
        try {
            return passport.getClaim(name) instanceof String text ? Optional.of(read.apply(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isBy(@Nullable String by) {
        return issuer == null ? by != null && !by.isEmpty() : issuer.equals(by);
    }
}
