package lectern.web.passport;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import lectern.domain.LectureId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Issues and opens room passports. */
public final class RoomPassports {

    public static final String HEADER = "X-ROOM-ID";

    private static final String ISSUER = "lectern";

    /** How long the same passport is issued again. A room passport does not name its bearer, so callers in a rush can share one. */
    private static final Duration GIVEN_AGAIN = Duration.ofMinutes(1);

    private static final int MOST_GIVEN_AGAIN = 1_000;

    private final PassportEncrypter encrypter;
    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final RefusedPassports refused;
    private final PassportCache<LectureId> known;
    private final LoadingCache<LectureId, String> issued = Caffeine.newBuilder()
            .maximumSize(MOST_GIVEN_AGAIN)
            .expireAfterWrite(GIVEN_AGAIN)
            .build(this::encrypt);

    RoomPassports(PassportKeys keys, InstantSource clock, RefusedPassports refused) {
        this.encrypter = new PassportEncrypter(PassportType.ROOM, keys);
        this.decoder = new PassportDecoder(PassportType.ROOM, keys, RoomPassports::validate);
        this.clock = clock;
        this.refused = refused;
        // A passport that was valid once is valid for as long as there is a key that opens it.
        this.known = new PassportCache<>(this::read, _ -> true);
    }

    public String issue(LectureId lecture) {
        return issued.get(lecture);
    }

    private String encrypt(LectureId lecture) {
        return encrypter.encrypt(new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(Claims.AUDIENCE)
                .subject(lecture.toString())
                .issueTime(Date.from(clock.instant()))
                .build());
    }

    /** The lecture whose room it is for; empty when it is not genuine. */
    Optional<LectureId> open(String passport) {
        try {
            return Optional.of(known.open(passport));
        } catch (BadPassportException e) {
            refused.add(PassportType.ROOM, e);
            return Optional.empty();
        }
    }

    /** The time of issue is not checked: it may come from an instance whose clock is ahead, and nothing depends on it. */
    private static OAuth2TokenValidatorResult validate(Jwt passport) {
        return PassportDecoder.result(flaw(passport));
    }

    private static @Nullable Reason flaw(Jwt passport) {
        if (passport.getIssuedAt() == null) {
            return Reason.ISSUED_AT_MISSING;
        }
        if (!Claims.areForUs(passport)) {
            return Reason.AUDIENCE;
        }
        return ISSUER.equals(passport.getClaimAsString("iss")) ? null : Reason.ISSUER;
    }

    private LectureId read(String passport) {
        return lecture(decoder.decode(passport)).orElseThrow(() -> new BadPassportException(Reason.SUBJECT));
    }

    private static Optional<LectureId> lecture(Jwt passport) {
        var subject = passport.getSubject();
        if (subject == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LectureId(UUID.fromString(subject)))
                    .filter(lecture -> lecture.toString().equals(subject));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
