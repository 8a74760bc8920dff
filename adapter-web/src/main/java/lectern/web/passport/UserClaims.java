package lectern.web.passport;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import lectern.domain.User;
import lectern.domain.UserId;
import org.jspecify.annotations.Nullable;

/** Reads and validates the claims of user passports. */
final class UserClaims {

    static final Duration LONGEST = Duration.ofHours(24);

    private final @Nullable String issuer;
    private final InstantSource clock;

    /** The user whom a passport names, and until when it is valid, with the skew. */
    record Named(User user, Instant until) {}

    /** @param issuer the issuer that a passport must name; null for any issuer that has the keys */
    UserClaims(@Nullable String issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @throws BadPassportException when they are not valid now */
    Named read(JWTClaimsSet claims) {
        var now = clock.instant();
        var issuedAt = Claims.time(claims.getIssueTime(), Reason.ISSUED_AT_MISSING);
        var expiresAt = Claims.time(claims.getExpirationTime(), Reason.EXPIRY_MISSING);
        BadPassportException.unless(!expiresAt.isAfter(issuedAt.plus(LONGEST)), Reason.LIFETIME);
        BadPassportException.unless(Claims.areForUs(claims), Reason.AUDIENCE);
        BadPassportException.unless(!Claims.isAhead(issuedAt, now), Reason.ISSUED_IN_THE_FUTURE);
        var notBefore = claims.getNotBeforeTime();
        BadPassportException.unless(
                notBefore == null || !Claims.isAhead(notBefore.toInstant(), now), Reason.NOT_YET_VALID);
        BadPassportException.unless(isBy(claims.getIssuer()), Reason.ISSUER);
        var id = Claims.value(claims.getSubject(), UserId::new, Reason.SUBJECT);
        var role = Claims.value(claims.getClaim("role"), Role::of, Reason.ROLE);
        var until = expiresAt.plus(Claims.SKEW);
        // The passport is genuine. The last check is whether it has expired.
        BadPassportException.unless(now.isBefore(until), Reason.EXPIRED);
        return new Named(role.user(id), until);
    }

    private boolean isBy(@Nullable String by) {
        return issuer == null ? by != null && !by.isEmpty() : issuer.equals(by);
    }
}
