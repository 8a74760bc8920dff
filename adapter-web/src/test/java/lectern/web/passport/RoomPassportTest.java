package lectern.web.passport;

import static lectern.web.passport.Forger.ROOM_KEY;
import static lectern.web.passport.Forger.ROOM_KEYS;
import static lectern.web.passport.Forger.USER_KEY;
import static lectern.web.passport.Forger.USER_KEYS;
import static lectern.web.passport.Forger.header;
import static lectern.web.passport.Forger.jwks;
import static lectern.web.passport.Forger.key;
import static lectern.web.passport.Forger.roomHeader;
import static lectern.web.passport.Forger.seal;
import static lectern.web.passport.Forger.userHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import lectern.application.inmemory.SettableClock;
import lectern.domain.LectureId;
import lectern.domain.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomPassportTest {

    private static final LectureId LECTURE = new LectureId(UUID.fromString("3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10"));
    private static final String CLAIMS = """
            {"iss":"lectern","aud":"lectern","sub":"3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10","iat":1898586000}""";

    private final SettableClock clock = new SettableClock(Instant.parse("2030-03-01T09:00:00Z"));
    private final RefusedPassports refused = new RefusedPassports(new SimpleMeterRegistry(), clock);
    private final RoomPassports rooms = new RoomPassports(PassportKeys.of(ROOM_KEYS), clock, refused);

    @Test
    void opensTheRoomThatItWasIssuedFor() {
        assertThat(rooms.open(rooms.issue(LECTURE))).contains(LECTURE);
    }

    @Test
    void isOpenedAsTheDesignSaysItIsMade() {
        assertThat(rooms.open(seal(roomHeader(), CLAIMS, ROOM_KEY))).contains(LECTURE);
    }

    @Test
    void doesNotExpire() {
        var passport = rooms.issue(LECTURE);

        clock.advance(Duration.ofDays(400));

        assertThat(rooms.open(passport)).contains(LECTURE);
    }

    @Test
    void outlivesTheRotationOfKeys() {
        var passport = rooms.issue(LECTURE);
        var rotated = new RoomPassports(PassportKeys.of(jwks("room-2", key(9), "room-1", ROOM_KEY)), clock, refused);

        assertThat(rotated.open(passport)).contains(LECTURE);
        assertThat(rooms.open(rotated.issue(LECTURE))).isEmpty();
    }

    @Test
    void isRefusedWhenItIsAUserPassport() {
        var seal = new PassportEncrypter(PassportType.USER, PassportKeys.of(USER_KEYS));
        var passport =
                new UserPassports(seal, "lectern", Duration.ofHours(1), clock).issue(Teacher.of(LECTURE.toString()));

        assertThat(rooms.open(passport.passport())).isEmpty();
    }

    @Test
    void isRefusedWithTheTypeOrTheKeyOfUserPassports() {
        assertThat(rooms.open(seal(header("lectern-user+jwt", "room-1"), CLAIMS, ROOM_KEY)))
                .isEmpty();
        assertThat(rooms.open(seal(userHeader(), CLAIMS, USER_KEY))).isEmpty();
        assertThat(rooms.open(seal(roomHeader(), CLAIMS, USER_KEY))).isEmpty();
        assertThat(rooms.open(seal(header("lectern-room+jwt", "user-1"), CLAIMS, USER_KEY)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iss\":\"edge\"",
                "\"aud\":\"another\"",
                "\"aud\":[\"lectern\",\"another\"]",
                "\"sub\":\"kim\"",
                "\"sub\":\"1-1-1-1-1\"",
                "\"sub\":\"\"",
                "\"sub\":null",
                "\"iat\":null"
            })
    void isRefusedWithAnotherClaim(String claim) {
        var name = claim.substring(0, claim.indexOf(':'));
        var claims = CLAIMS.replaceFirst(name + ":(\"[^\"]*\"|\\d+)", claim);

        assertThat(claims).isNotEqualTo(CLAIMS);
        assertThat(rooms.open(seal(roomHeader(), claims, ROOM_KEY))).isEmpty();
    }

    @Test
    void isOpenedAlsoWhenTheClockOfWhoeverIssuedItIsAhead() {
        clock.advance(Duration.ofHours(1));
        var passport = rooms.issue(LECTURE);
        clock.advance(Duration.ofHours(-1));

        assertThat(rooms.open(passport)).contains(LECTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "junk", "3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10", "....", "a.b.c.d.e"})
    void isRefusedAsJunk(String junk) {
        assertThat(rooms.open(junk)).isEmpty();
        assertThat(rooms.open(junk.repeat(20_000))).isEmpty();
    }
}
