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

/** Issues and opens room passports. */
public final class RoomPassports {

    public static final String HEADER = "X-ROOM-ID";

    private static final String ISSUER = "lectern";

    /** How long the same passport is issued again. A room passport does not name its bearer, so callers in a rush can share one. */
    private static final Duration GIVEN_AGAIN = Duration.ofMinutes(1);

    private static final int MOST_GIVEN_AGAIN = 1_000;

    private final PassportEncrypter encrypter;
    private final InstantSource clock;
    private final RefusedPassports refused;
    private final PassportCache<LectureId> known;
    private final LoadingCache<LectureId, String> issued = Caffeine.newBuilder()
            .maximumSize(MOST_GIVEN_AGAIN)
            .expireAfterWrite(GIVEN_AGAIN)
            .build(this::encrypt);

    RoomPassports(PassportKeys keys, InstantSource clock, RefusedPassports refused) {
        this.encrypter = new PassportEncrypter(PassportType.ROOM, keys);
        this.clock = clock;
        this.refused = refused;
        // A passport that was valid once is valid for as long as there is a key that opens it.
        this.known = new PassportCache<>(
                new PassportDecoder<>(PassportType.ROOM, keys, RoomPassports::lecture)::decode, _ -> true);
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
    private static LectureId lecture(JWTClaimsSet claims) {
        BadPassportException.unless(claims.getIssueTime() != null, Reason.ISSUED_AT_MISSING);
        BadPassportException.unless(Claims.areForUs(claims), Reason.AUDIENCE);
        BadPassportException.unless(ISSUER.equals(claims.getIssuer()), Reason.ISSUER);
        var lecture = new LectureId(Claims.value(claims.getSubject(), UUID::fromString, Reason.SUBJECT));
        // Java reads other spellings of the id as well.
        BadPassportException.unless(lecture.toString().equals(claims.getSubject()), Reason.SUBJECT);
        return lecture;
    }
}
