package lectern.web.passport;

import static lectern.web.passport.Forger.ROOM_KEY;
import static lectern.web.passport.Forger.ROOM_KEYS;
import static lectern.web.passport.Forger.STRANGE_KEY;
import static lectern.web.passport.Forger.USER_KEY;
import static lectern.web.passport.Forger.USER_KEYS;
import static lectern.web.passport.Forger.header;
import static lectern.web.passport.Forger.roomHeader;
import static lectern.web.passport.Forger.seal;
import static lectern.web.passport.Forger.userHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lectern.application.inmemory.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What operators are told of passports that are refused: why, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedPassportsTest {

    private static final Instant NOW = Instant.parse("2030-03-01T09:00:00Z");
    private static final String USER = claims("");
    private static final String ROOM = """
            {"iss":"lectern","aud":"lectern","sub":"3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10","iat":1898586000}""";

    private final SettableClock clock = new SettableClock(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RefusedPassports refused = new RefusedPassports(meters, clock);
    private final UserPassportAuthentication users = new UserPassportAuthentication(
            new PassportDecoder<>(PassportType.USER, PassportKeys.of(USER_KEYS), new UserClaims("edge", clock)::read)
                    ::decode,
            clock);
    private final RoomPassports rooms = new RoomPassports(PassportKeys.of(ROOM_KEYS), clock, refused);

    static Stream<Arguments> users() {
        return Stream.of(
                refused(Reason.TOO_LONG, "x".repeat(2049)),
                refused(Reason.NOT_A_PASSPORT, "kim"),
                refused(Reason.NOT_A_PASSPORT, "a.b.c"),
                refused(Reason.NOT_A_PASSPORT, seal(userHeader(), USER, USER_KEY) + " "),
                refused(Reason.HEADER_UNREADABLE, sealed("{")),
                refused(Reason.HEADER_UNREADABLE, sealed("{}")),
                refused(Reason.HEADER_UNREADABLE, sealed("[".repeat(700))),
                refused(Reason.HEADER_UNREADABLE, sealed("{\"alg\":\"dir\",\"typ\":\"lectern-user+jwt\"}")),
                refused(Reason.HEADER_UNREADABLE, sealed("{\"alg\":\"none\",\"enc\":\"A256CBC-HS512\"}")),
                refused(Reason.TYPE, sealed(header("lectern-room+jwt", "user-1"))),
                refused(Reason.TYPE, sealed(header("LECTERN-USER+JWT", "user-1"))),
                refused(Reason.TYPE, sealed("{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"user-1\"}")),
                refused(Reason.ALGORITHM, sealed(userHeader().replace("dir", "A256KW"))),
                refused(Reason.ENCRYPTION, sealed(userHeader().replace("A256CBC-HS512", "A256GCM"))),
                refused(Reason.COMPRESSED, sealed(with("\"zip\":\"DEF\""))),
                refused(Reason.CRITICAL_EXTENSIONS, sealed(with("\"crit\":[\"exp\"]"))),
                refused(Reason.CONTENT_TYPE, sealed(with("\"cty\":\"JWT\""))),
                refused(
                        Reason.KEY_ID_MISSING,
                        sealed("{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"typ\":\"lectern-user+jwt\"}")),
                refused(Reason.KEY_UNKNOWN, sealed(header("lectern-user+jwt", "user-9"))),
                refused(Reason.NOT_DECRYPTED, seal(userHeader(), USER, STRANGE_KEY)),
                refused(Reason.NOT_DECRYPTED, sealed(header("lectern-user+jwt", "user-2"))),
                refused(Reason.CLAIMS_UNREADABLE, seal(userHeader(), "", USER_KEY)),
                refused(Reason.CLAIMS_UNREADABLE, seal(userHeader(), "{}", USER_KEY)),
                refused(Reason.CLAIMS_UNREADABLE, seal(userHeader(), "null", USER_KEY)),
                refused(Reason.CLAIMS_UNREADABLE, seal(userHeader(), "[]", USER_KEY)),
                refused(Reason.CLAIMS_UNREADABLE, claiming("\"exp\":\"soon\"")),
                refused(Reason.CLAIMS_UNREADABLE, claiming("\"nbf\":[]")),
                refused(Reason.ISSUED_AT_MISSING, without("iat")),
                refused(Reason.EXPIRY_MISSING, without("exp")),
                refused(Reason.LIFETIME, claiming("\"exp\":" + epoch(NOW.plusSeconds(86_401)))),
                refused(Reason.LIFETIME, claiming("\"exp\":" + epoch(NOW.minusSeconds(1)))),
                refused(Reason.AUDIENCE, claiming("\"aud\":\"other\"")),
                refused(Reason.AUDIENCE, claiming("\"aud\":[\"lectern\",\"other\"]")),
                refused(Reason.AUDIENCE, without("aud")),
                refused(Reason.ISSUED_IN_THE_FUTURE, claiming("\"iat\":" + epoch(NOW.plusSeconds(31)))),
                refused(Reason.NOT_YET_VALID, claiming("\"nbf\":" + epoch(NOW.plusSeconds(31)))),
                refused(Reason.ISSUER, claiming("\"iss\":\"other\"")),
                refused(Reason.ISSUER, without("iss")),
                refused(Reason.SUBJECT, claiming("\"sub\":\"\"")),
                refused(Reason.SUBJECT, without("sub")),
                refused(Reason.ROLE, claiming("\"role\":\"admin\"")),
                refused(Reason.ROLE, without("role")),
                refused(
                        Reason.EXPIRED,
                        seal(
                                userHeader(),
                                USER.replace(epoch(NOW), epoch(NOW.minusSeconds(7200)))
                                        .replace(epoch(NOW.plusSeconds(3600)), epoch(NOW.minusSeconds(31))),
                                USER_KEY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("users")
    void saysWhyAUserPassportIsRefused(Reason reason, String passport, CapturedOutput log) {
        assertThat(refuse(passport)).isEqualTo(reason);

        assertThat(count("user", reason)).isOne();
        assertThat(count(_ -> true)).isOne();
        assertThat(log).contains("A user passport is refused: " + reason.label());
        assertThat(log).doesNotContain("kim", "edge").doesNotContain(passport);
    }

    @Test
    void knowsOfEachReasonWhatItLooksLike() {
        var shown = users().map(example -> (Reason) example.get()[0])
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
        // OtherEndpointsTest and PassportsTest show it, where there are headers.
        shown.add(Reason.HEADER_REPEATED);

        assertThat(shown).isEqualTo(Set.of(Reason.values()));
    }

    static Stream<Arguments> rooms() {
        return Stream.of(
                refused(Reason.TOO_LONG, "x".repeat(2049)),
                refused(Reason.NOT_A_PASSPORT, "3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10"),
                refused(Reason.TYPE, seal(header("lectern-user+jwt", "room-1"), ROOM, ROOM_KEY)),
                refused(Reason.KEY_UNKNOWN, seal(header("lectern-room+jwt", "user-1"), ROOM, ROOM_KEY)),
                refused(Reason.NOT_DECRYPTED, seal(roomHeader(), ROOM, USER_KEY)),
                refused(Reason.ISSUED_AT_MISSING, seal(roomHeader(), ROOM.replace("iat", "at"), ROOM_KEY)),
                refused(
                        Reason.AUDIENCE,
                        seal(roomHeader(), ROOM.replace("\"aud\":\"lectern\"", "\"aud\":\"x\""), ROOM_KEY)),
                refused(
                        Reason.ISSUER,
                        seal(roomHeader(), ROOM.replace("\"iss\":\"lectern\"", "\"iss\":\"x\""), ROOM_KEY)),
                refused(Reason.SUBJECT, seal(roomHeader(), ROOM.replace("3f0f2b6e", "x"), ROOM_KEY)),
                refused(Reason.SUBJECT, seal(roomHeader(), ROOM.replace("\"sub\"", "\"sup\""), ROOM_KEY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void saysWhyARoomPassportIsRefused(Reason reason, String passport, CapturedOutput log) {
        assertThat(rooms.open(passport)).isEmpty();

        assertThat(count("room", reason)).isOne();
        assertThat(count(_ -> true)).isOne();
        assertThat(log).contains("A room passport is refused: " + reason.label());
        assertThat(log).doesNotContain("3f0f2b6e").doesNotContain(passport);
    }

    @Test
    void logsEachReasonOnceAMinuteAndCountsThemAll(CapturedOutput log) {
        for (int i = 0; i < 100; i++) {
            refused.add(PassportType.USER, Reason.ISSUER);
            refused.add(PassportType.USER, Reason.ROLE);
            refused.add(PassportType.ROOM, Reason.ISSUER);
        }
        assertThat(lines(log)).hasSize(3);
        assertThat(count("user", Reason.ISSUER)).isEqualTo(100);

        clock.advance(Duration.ofSeconds(59));
        refused.add(PassportType.USER, Reason.ISSUER);
        assertThat(lines(log)).hasSize(3);

        clock.advance(Duration.ofSeconds(1));
        refused.add(PassportType.USER, Reason.ISSUER);
        assertThat(lines(log)).hasSize(4).last().asString().endsWith("issuer, 102 since the start");
    }

    @Test
    void namesTheKeyOrTheTypeThatIsAtFault(CapturedOutput log) {
        refuse(sealed(header("lectern-user+jwt", "2026-11-26")));
        refuse(sealed(header("lectern-room+jwt", "user-1")));

        assertThat(log).contains("key-unknown (2026-11-26), 1 since", "type (lectern-room+jwt), 1 since");
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void showsNothingOfAPassportThatCouldDoHarmInTheLog(String given, CapturedOutput log) {
        refuse(sealed(header("lectern-user+jwt", given)));
        refuse(sealed(header(given, "user-1")));

        assertThat(lines(log)).hasSize(2).allMatch(line -> line.contains(" (not shown), 1 since the start"));
    }

    static Stream<String> harmful() {
        return Stream.of(
                "x\\r\\n2030-01-01 ERROR forged",
                "x\\u001b[31m",
                "x\\u2028y",
                "김",
                "${jndi:ldap://x}",
                "k".repeat(65),
                "a b",
                "");
    }

    @Test
    void countsNoneThatIsGood() {
        assertThat(users.authenticate(new BearerTokenAuthenticationToken(seal(userHeader(), USER, USER_KEY))))
                .isNotNull();
        assertThat(rooms.open(seal(roomHeader(), ROOM, ROOM_KEY))).isPresent();

        assertThat(count(_ -> true)).isZero();
    }

    /** As the entry point does. */
    private Reason refuse(String passport) {
        try {
            var _ = users.authenticate(new BearerTokenAuthenticationToken(passport));
            throw new AssertionError("taken");
        } catch (InvalidBearerTokenException e) {
            var bad = (BadPassportException) Objects.requireNonNull(e.getCause());
            refused.add(PassportType.USER, bad);
            return bad.reason();
        }
    }

    private double count(String kind, Reason reason) {
        return count(counter -> kind.equals(counter.getId().getTag("kind"))
                && reason.label().equals(counter.getId().getTag("reason")));
    }

    private double count(Predicate<Counter> which) {
        return meters.find("lectern.passport.refused").counters().stream()
                .filter(which)
                .mapToDouble(Counter::count)
                .sum();
    }

    private static List<String> lines(CapturedOutput log) {
        return log.getAll()
                .lines()
                .filter(line -> line.contains("is refused: "))
                .toList();
    }

    private static Arguments refused(Reason reason, String passport) {
        return Arguments.of(reason, passport);
    }

    private static String sealed(String header) {
        return seal(header, USER, USER_KEY);
    }

    private static String with(String parameter) {
        return userHeader().replace("}", "," + parameter + "}");
    }

    private static String claiming(String claim) {
        var name = claim.substring(0, claim.indexOf(':'));
        return seal(userHeader(), claims(name) + "," + claim + "}", USER_KEY);
    }

    private static String without(String name) {
        return seal(userHeader(), claims('"' + name + '"') + "}", USER_KEY);
    }

    /** Those of a good passport but for one of them, and not ended if there is one. */
    private static String claims(String but) {
        var claims = Stream.of(
                        "\"iss\":\"edge\"",
                        "\"aud\":\"lectern\"",
                        "\"sub\":\"kim\"",
                        "\"role\":\"teacher\"",
                        "\"iat\":" + epoch(NOW),
                        "\"exp\":" + epoch(NOW.plusSeconds(3600)))
                .filter(claim -> but.isEmpty() || !claim.startsWith(but))
                .collect(Collectors.joining(","));
        return '{' + claims + (but.isEmpty() ? "}" : "");
    }

    private static String epoch(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
