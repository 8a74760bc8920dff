package lectern.web.passport;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import lectern.domain.User;

/** Issues user passports where no auth server at the edge does. */
public final class UserPassports {

    public static final String HEADER = "X-USER-ID";

    private final PassportEncrypter encrypter;
    private final String issuer;
    private final Duration validity;
    private final InstantSource clock;

    UserPassports(PassportEncrypter encrypter, String issuer, Duration validity, InstantSource clock) {
        this.encrypter = encrypter;
        this.issuer = issuer;
        this.validity = validity;
        this.clock = clock;
    }

    public Issued issue(User user) {
        // Claims have whole seconds.
        var issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = issuedAt.plus(validity).truncatedTo(ChronoUnit.SECONDS);
        return new Issued(
                encrypter.encrypt(new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(Claims.AUDIENCE)
                        .subject(user.id().value())
                        .claim("role", Role.claim(user))
                        .issueTime(Date.from(issuedAt))
                        .expirationTime(Date.from(expiresAt))
                        .build()),
                expiresAt);
    }

    /** A new passport, and until when it is good. */
    public record Issued(String passport, Instant expiresAt) {}
}
