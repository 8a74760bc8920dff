package lectern.web.passport;

import static lectern.web.passport.Forger.ROOM_KEY;
import static lectern.web.passport.Forger.ROOM_KEYS;
import static lectern.web.passport.Forger.STRANGE_KEY;
import static lectern.web.passport.Forger.USER_KEY;
import static lectern.web.passport.Forger.USER_KEYS;
import static lectern.web.passport.Forger.USER_KEY_2;
import static lectern.web.passport.Forger.base64;
import static lectern.web.passport.Forger.header;
import static lectern.web.passport.Forger.jwks;
import static lectern.web.passport.Forger.key;
import static lectern.web.passport.Forger.seal;
import static lectern.web.passport.Forger.userHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import lectern.application.inmemory.SettableClock;
import lectern.domain.LectureId;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPassportTest {

    private static final Instant NOW = Instant.parse("2030-03-01T09:00:00Z");
    private static final long IAT = NOW.getEpochSecond() - 60;
    private static final long EXP = NOW.getEpochSecond() + 3600;

    private final SettableClock clock = new SettableClock(NOW);
    private final PassportDecoder<UserClaims.Named> decoder = decoder(USER_KEYS, null);

    @Nested
    class IsAccepted {

        @Test
        void whenItIsGenuine() {
            assertThat(caller(seal(userHeader(), claims(), USER_KEY))).isEqualTo(Teacher.of("kim"));
        }

        @Test
        void forAStudent() {
            assertThat(caller(seal(userHeader(), claims("role", "\"student\""), USER_KEY)))
                    .isEqualTo(Student.of("kim"));
        }

        @Test
        void whenAnyOfTheKeysHasSealedIt() {
            assertThat(caller(seal(header("lectern-user+jwt", "user-2"), claims(), USER_KEY_2)))
                    .isEqualTo(Teacher.of("kim"));
        }

        @Test
        void whenItsAudienceIsAListOfUsAlone() {
            assertThat(caller(seal(userHeader(), claims("aud", "[\"lectern\"]"), USER_KEY)))
                    .isEqualTo(Teacher.of("kim"));
        }

        @Test
        void withAnIdOfAllKindsOfCharacters() {
            assertThat(caller(seal(userHeader(), claims("sub", "\"김 강사 😀 <b>\""), USER_KEY)))
                    .isEqualTo(Teacher.of("김 강사 😀 <b>"));
        }

        @Test
        void whenTheClockOfItsIssuerIsALittleAhead() {
            var passport = sealed(NOW.plusSeconds(30), NOW.plusSeconds(3600));

            assertThat(caller(passport)).isEqualTo(Teacher.of("kim"));
        }

        @Test
        void withTimesThatHaveFractions() {
            assertThat(caller(seal(userHeader(), claims("exp", EXP + ".5"), USER_KEY)))
                    .isEqualTo(Teacher.of("kim"));
        }

        @Test
        void forADay() {
            assertThat(caller(sealed(NOW, NOW.plus(Duration.ofHours(24))))).isEqualTo(Teacher.of("kim"));
        }

        @Test
        void untilItExpiresAndALittleLonger() {
            var passport = sealed(NOW, NOW.plusSeconds(60));

            clock.advance(Duration.ofSeconds(89));

            assertThat(caller(passport)).isEqualTo(Teacher.of("kim"));
        }
    }

    @Nested
    class IsExpired {

        @Test
        void afterItsTimeAndALittleLonger() {
            var passport = sealed(NOW, NOW.plusSeconds(60));

            clock.advance(Duration.ofSeconds(90));

            assertExpired(passport);
        }

        @Test
        void onlyWhenItWasGenuineOnce() {
            clock.advance(Duration.ofDays(1));

            assertRefused(seal(userHeader(), claims("role", "\"admin\""), USER_KEY));
            assertRefused(seal(userHeader(), claims("aud", "\"another\""), USER_KEY));
            assertRefused(seal(userHeader(), claims(), STRANGE_KEY));
        }
    }

    @Nested
    class IsRefusedForItsHeader {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "lectern-room+jwt",
                    "LECTERN-USER+JWT",
                    "application/lectern-user+jwt",
                    "lectern-user+jwt ",
                    "JWT",
                    ""
                })
        void withAnotherType(String type) {
            assertRefused(seal(header(type, "user-1"), claims(), USER_KEY));
        }

        @Test
        void withoutAType() {
            assertRefused(seal("{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"kid\":\"user-1\"}", claims(), USER_KEY));
        }

        @Test
        void withAKeyIdThatNobodyKnows() {
            assertRefused(seal(header("lectern-user+jwt", "user-9"), claims(), USER_KEY));
        }

        @Test
        void withTheIdOfAnotherOfTheKeys() {
            assertRefused(seal(header("lectern-user+jwt", "user-2"), claims(), USER_KEY));
        }

        @Test
        void withoutAKeyId() {
            assertRefused(seal(
                    "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"typ\":\"lectern-user+jwt\"}", claims(), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"crit\":[\"exp\"]",
                    "\"crit\":[]",
                    "\"cty\":\"JWT\"",
                    "\"cty\":\"text/plain\"",
                    "\"zip\":\"DEF\"",
                    "\"zip\":\"\"",
                    "\"zip\":\"XYZ\""
                })
        void withWhatAsksForMoreThanDecrypting(String parameter) {
            assertRefused(seal(with(parameter), claims(), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"alg\":\"none\"",
                    "\"alg\":\"HS512\"",
                    "\"alg\":\"A256KW\",\"enc\":\"A256CBC-HS512\"",
                    "\"alg\":\"PBES2-HS256+A128KW\",\"p2c\":100000000,\"p2s\":\"c2FsdA\",\"enc\":\"A256CBC-HS512\"",
                    "\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256CBC-HS512\"",
                    "\"alg\":\"dir\",\"enc\":\"A256GCM\"",
                    "\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"",
                    "\"alg\":\"dir\",\"enc\":\"A256CBC+HS512\"",
                    "\"alg\":\"dir\"",
                    "\"enc\":\"A256CBC-HS512\"",
                    "\"alg\":7,\"enc\":[]"
                })
        void withAnotherAlgorithm(String algorithms) {
            assertRefused(seal(
                    "{%s,\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"}".formatted(algorithms), claims(), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"alg\"", "{} {}", "\u0000"})
        void thatIsNoJsonObject(String header) {
            assertRefused(seal(header, claims(), USER_KEY));
        }

        @Test
        void thatIsNestedDeeply() {
            assertRefused(seal("[".repeat(700), "", USER_KEY));
            assertRefused(seal("{\"a\":".repeat(200), "", USER_KEY));
        }
    }

    @Nested
    class IsRefusedForItsShape {

        @Test
        void asAnUnsecuredToken() {
            assertRefused(base64("{\"alg\":\"none\",\"typ\":\"lectern-user+jwt\"}") + '.' + base64(claims()) + '.');
        }

        @Test
        void asASignedToken() {
            assertRefused(base64("{\"alg\":\"HS512\",\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"}")
                    + '.'
                    + base64(claims())
                    + '.'
                    + base64("x".repeat(64)));
        }

        @Test
        void withAnEncryptedKey() {
            var parts = seal(userHeader(), claims(), USER_KEY).split("\\.", -1);

            assertRefused(String.join(".", parts[0], base64("key"), parts[2], parts[3], parts[4]));
        }

        @Test
        void withAPartTooFewOrTooMany() {
            var passport = seal(userHeader(), claims(), USER_KEY);

            assertRefused(passport.substring(0, passport.lastIndexOf('.')));
            assertRefused(passport + '.');
            assertRefused(passport + ".AAAA");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "....", "kim", "a.b.c.d.e", "Bearer x", "{}", "é", "\u0000"})
        void asJunk(String junk) {
            assertRefused(junk);
        }

        @Test
        void withCharactersBesideThoseOfBase64Url() {
            var passport = seal(userHeader(), claims(), USER_KEY);

            assertRefused(' ' + passport);
            assertRefused(passport + '=');
            assertRefused(passport + '\n');
            assertRefused("Bearer " + passport);
        }

        @Test
        void whenItIsLongerThanTwoKilobytes() {
            var fits = seal(userHeader(), claims("x", '"' + "x".repeat(1100) + '"'), USER_KEY);
            var tooLong = seal(userHeader(), claims("x", '"' + "x".repeat(1400) + '"'), USER_KEY);

            assertThat(fits.length()).isLessThanOrEqualTo(PassportDecoder.LONGEST);
            assertThat(caller(fits)).isEqualTo(Teacher.of("kim"));
            assertThat(tooLong.length()).isGreaterThan(PassportDecoder.LONGEST);
            assertRefused(tooLong);
            assertRefused("x".repeat(64 * 1024));
        }
    }

    @Nested
    class IsRefusedForItsSeal {

        @Test
        void whenAnotherKeyHasSealedIt() {
            assertRefused(seal(userHeader(), claims(), STRANGE_KEY));
        }

        @Test
        void whenTheKeyOfRoomPassportsHasSealedIt() {
            assertRefused(seal(userHeader(), claims(), ROOM_KEY));
        }

        @Test
        void whenItIsARoomPassport() {
            var rooms = new RoomPassports(
                    PassportKeys.of(ROOM_KEYS), clock, new RefusedPassports(new SimpleMeterRegistry(), clock));

            assertRefused(rooms.issue(new LectureId(new UUID(0, 1))));
        }

        @Test
        void whenAnyOfItsPartsWasTamperedWith() {
            var passport = seal(userHeader(), claims(), USER_KEY);

            for (int part : new int[] {2, 3, 4}) {
                var parts = passport.split("\\.", -1);
                parts[part] = (parts[part].startsWith("A") ? "B" : "A") + parts[part].substring(1);
                assertRefused(String.join(".", parts));
            }
        }

        @Test
        void whenItsHeaderWasSwapped() {
            var parts = seal(userHeader(), claims(), USER_KEY).split("\\.", -1);
            parts[0] = base64("{\"x\":1," + userHeader().substring(1));

            assertRefused(String.join(".", parts));
        }

        @Test
        void whenItsHeaderWasSwappedForTheOneOfTheLastPassport() {
            assertThat(caller(seal(userHeader(), claims(), USER_KEY))).isNotNull();
            var parts = seal(header("lectern-user+jwt", "user-2"), claims(), USER_KEY_2)
                    .split("\\.", -1);

            parts[0] = base64(userHeader());
            assertRefused(String.join(".", parts));
            parts[0] = base64(header("lectern-user+jwt", "user-2"));
            assertThat(caller(String.join(".", parts))).isEqualTo(Teacher.of("kim"));
        }

        @Test
        void withoutInflatingWhatIsCompressed() throws IOException {
            var bomb = seal(with("\"zip\":\"DEF\""), deflated(new byte[500_000]), USER_KEY);

            assertThat(bomb.length()).isLessThanOrEqualTo(PassportDecoder.LONGEST);
            assertRefused(bomb);
            assertRefused(seal(with("\"zip\":\"DEF\""), deflated(claims().getBytes(StandardCharsets.UTF_8)), USER_KEY));
        }

        private byte[] deflated(byte[] bytes) throws IOException {
            var compressed = new ByteArrayOutputStream();
            try (var deflate = new DeflaterOutputStream(compressed, new Deflater(9, true))) {
                deflate.write(bytes);
            }
            return compressed.toByteArray();
        }
    }

    @Nested
    class IsRefusedForItsClaims {

        @ParameterizedTest
        @ValueSource(strings = {"iss", "aud", "sub", "role", "iat", "exp"})
        void withoutAnyOfThem(String claim) {
            assertRefused(seal(userHeader(), claims(claim, null), USER_KEY));
            assertRefused(seal(userHeader(), claims(claim, "null"), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"another\"", "[]", "[\"another\"]", "[\"lectern\",\"another\"]", "7", "\"Lectern\""})
        void forAnotherAudience(String audience) {
            assertRefused(seal(userHeader(), claims("aud", audience), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"\"", "[]", "{}", "\"\\u0000\"", "\"a\\nb\"", "\"\\ud800\""})
        void withAnIdThatIsNone(String id) {
            assertRefused(seal(userHeader(), claims("sub", id), USER_KEY));
        }

        @Test
        void withAnIdThatIsTooLong() {
            assertThat(caller(seal(userHeader(), claims("sub", '"' + "가".repeat(64) + '"'), USER_KEY)))
                    .isEqualTo(Teacher.of("가".repeat(64)));
            assertRefused(seal(userHeader(), claims("sub", '"' + "가".repeat(65) + '"'), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"admin\"", "\"TEACHER\"", "\"\"", "7", "[\"teacher\"]", "{}"})
        void withARoleThatIsNone(String role) {
            assertRefused(seal(userHeader(), claims("role", role), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"soon\"", "true", "[]", "{}", "1e99", "-1", "9223372036854775807"})
        void withTimesThatAreNone(String time) {
            assertRefused(seal(userHeader(), claims("exp", time), USER_KEY));
            assertRefused(seal(userHeader(), claims("iat", time), USER_KEY));
        }

        /** Times 1000 and in 64 bits, these are the times of a genuine passport again. */
        @ParameterizedTest
        @ValueSource(strings = {"2305843009213693952", "18446744073709551616"})
        void withTimesThatOverflow(String period) {
            assertRefused(seal(userHeader(), claims("exp", sum(EXP, period)), USER_KEY));
            assertRefused(seal(userHeader(), claims("iat", sum(IAT, period)), USER_KEY));
            assertRefused(seal(userHeader(), claims("nbf", sum(IAT, period)), USER_KEY));
        }

        private static String sum(long seconds, String period) {
            return new BigInteger(period).add(BigInteger.valueOf(seconds)).toString();
        }

        @Test
        void whenItIsGoodForMoreThanADay() {
            assertRefused(sealed(NOW, NOW.plus(Duration.ofHours(24)).plusSeconds(1)));
        }

        @Test
        void whenItWasIssuedInTheFuture() {
            assertRefused(sealed(NOW.plusSeconds(31), NOW.plusSeconds(3600)));
        }

        @Test
        void whenItExpiredBeforeItWasIssued() {
            assertRefused(sealed(NOW, NOW.minusSeconds(1)));
        }

        @Test
        void whenItIsNotGoodYet() {
            assertRefused(seal(userHeader(), claims("nbf", String.valueOf(NOW.getEpochSecond() + 31)), USER_KEY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "kim", "[]", "null", "{\"sub\":", "{\"sub\":\"a\",\"sub\":\"b\"}"})
        void thatAreNoJsonObject(String claims) {
            assertRefused(seal(userHeader(), claims, USER_KEY));
        }
    }

    @Nested
    class WithAnIssuerConfigured {

        private final PassportDecoder<UserClaims.Named> strict = decoder(USER_KEYS, "https://edge.example");

        @Test
        void isAcceptedFromThatIssuer() {
            var passport = seal(userHeader(), claims("iss", "\"https://edge.example\""), USER_KEY);

            assertThat(strict.decode(passport).user()).isEqualTo(Teacher.of("kim"));
        }

        @Test
        void isRefusedFromAnotherOne() {
            assertThatExceptionOfType(BadPassportException.class)
                    .isThrownBy(() -> strict.decode(seal(userHeader(), claims(), USER_KEY)));
        }
    }

    @Nested
    class WhenKeysAreRotated {

        @Test
        void theFirstOneSealsAndTheOthersStillOpen() {
            var before = issue(USER_KEYS);
            var rotated = decoder(jwks("user-3", key(9), "user-1", USER_KEY), null);
            var after = issue(jwks("user-3", key(9), "user-1", USER_KEY));

            assertThat(rotated.decode(before).user()).isEqualTo(Student.of("lee"));
            assertThat(rotated.decode(after).user()).isEqualTo(Student.of("lee"));
            assertRefused(after);
        }

        @Test
        void whatWasSealedWithAKeyThatIsGoneIsRefused() {
            var before = issue(USER_KEYS);

            assertThatExceptionOfType(BadPassportException.class)
                    .isThrownBy(() -> decoder(jwks("user-3", key(9)), null).decode(before));
        }

        private String issue(String keys) {
            var seal = new PassportEncrypter(PassportType.USER, PassportKeys.of(keys));
            return new UserPassports(seal, "here", Duration.ofHours(1), clock)
                    .issue(Student.of("lee"))
                    .passport();
        }
    }

    private PassportDecoder<UserClaims.Named> decoder(String keys, @Nullable String issuer) {
        return new PassportDecoder<>(PassportType.USER, PassportKeys.of(keys), new UserClaims(issuer, clock)::read);
    }

    private User caller(String passport) {
        return decoder.decode(passport).user();
    }

    private void assertRefused(String passport) {
        assertThatExceptionOfType(BadPassportException.class)
                .isThrownBy(() -> decoder.decode(passport))
                .satisfies(refused -> assertThat(isExpired(refused)).isFalse());
    }

    private void assertExpired(String passport) {
        assertThatExceptionOfType(BadPassportException.class)
                .isThrownBy(() -> decoder.decode(passport))
                .satisfies(refused -> assertThat(isExpired(refused)).isTrue());
    }

    private static boolean isExpired(BadPassportException refused) {
        return refused.reason() == Reason.EXPIRED;
    }

    private static String with(String parameter) {
        return userHeader().replace("}", "," + parameter + "}");
    }

    private static String sealed(Instant issuedAt, Instant expiresAt) {
        var claims = new LinkedHashMap<>(genuine());
        claims.put("iat", String.valueOf(issuedAt.getEpochSecond()));
        claims.put("exp", String.valueOf(expiresAt.getEpochSecond()));
        return seal(userHeader(), json(claims), USER_KEY);
    }

    private static String claims() {
        return json(genuine());
    }

    /** Those of a genuine passport, but for one of them. */
    private static String claims(String name, @Nullable String value) {
        var claims = new LinkedHashMap<>(genuine());
        claims.remove(name);
        if (value != null) {
            claims.put(name, value);
        }
        return json(claims);
    }

    private static Map<String, String> genuine() {
        var claims = new LinkedHashMap<String, String>();
        claims.put("iss", "\"edge\"");
        claims.put("aud", "\"lectern\"");
        claims.put("sub", "\"kim\"");
        claims.put("role", "\"teacher\"");
        claims.put("iat", String.valueOf(IAT));
        claims.put("exp", String.valueOf(EXP));
        return claims;
    }

    private static String json(Map<String, String> claims) {
        return claims.entrySet().stream()
                .map(claim -> '"' + claim.getKey() + "\":" + claim.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
