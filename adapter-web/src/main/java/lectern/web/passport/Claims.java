package lectern.web.passport;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the claims of both kinds of passports have in common. */
final class Claims {

    static final String AUDIENCE = "lectern";

    /** How far the clock of an issuer may differ from ours. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final List<String> TIMES = List.of("iat", "exp", "nbf");

    /** The last second that a {@link Date} can be. Nimbus does not check this, and a later second would overflow to another time. */
    private static final double LATEST = Long.MAX_VALUE / 1000d;

    private Claims() {}

    /** @throws BadPassportException when they are not a JSON object, are empty, have a registered claim of the wrong type, or expire before they are issued */
    static JWTClaimsSet parse(String json) {
        JWTClaimsSet claims;
        try {
            var values = JSONObjectUtils.parse(json);
            for (var time : TIMES) {
                if (values.get(time) instanceof Number seconds && Math.abs(seconds.doubleValue()) >= LATEST) {
                    throw new BadPassportException(Reason.CLAIMS_UNREADABLE);
                }
            }
            claims = JWTClaimsSet.parse(values);
        } catch (ParseException | RuntimeException _) {
            throw new BadPassportException(Reason.CLAIMS_UNREADABLE);
        }
        BadPassportException.unless(!claims.getClaims().isEmpty(), Reason.CLAIMS_UNREADABLE);
        var issuedAt = claims.getIssueTime();
        var expiresAt = claims.getExpirationTime();
        BadPassportException.unless(
                issuedAt == null || expiresAt == null || expiresAt.toInstant().isAfter(issuedAt.toInstant()),
                Reason.LIFETIME);
        return claims;
    }

    /** The time in a claim that a passport must have. */
    static Instant time(@Nullable Date claim, Reason ifMissing) {
        if (claim == null) {
            throw new BadPassportException(ifMissing);
        }
        return claim.toInstant();
    }

    /** The value of a text claim that a passport must have. */
    static <T> T value(@Nullable Object claim, Function<String, T> reading, Reason otherwise) {
        try {
            if (claim instanceof String text) {
                return reading.apply(text);
            }
        } catch (IllegalArgumentException _) {
            // Refused like a claim that is missing.
        }
        throw new BadPassportException(otherwise);
    }

    /** Whether the passport is meant for this service only. */
    static boolean areForUs(JWTClaimsSet claims) {
        return List.of(AUDIENCE).equals(claims.getAudience());
    }

    /** Whether a time is in the future by more than the skew. */
    static boolean isAhead(Instant time, Instant now) {
        return time.isAfter(now.plus(SKEW));
    }
}
