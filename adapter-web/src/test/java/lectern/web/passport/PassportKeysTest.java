package lectern.web.passport;

import static lectern.web.passport.Forger.ROOM_KEY;
import static lectern.web.passport.Forger.ROOM_KEYS;
import static lectern.web.passport.Forger.USER_KEY;
import static lectern.web.passport.Forger.USER_KEYS;
import static lectern.web.passport.Forger.jwks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassportKeysTest {

    private static final String SETTING = "lectern.passport.user-keys";

    @Test
    void areTakenFromAJwkSet() {
        var keys = PassportKeys.of(SETTING, USER_KEYS);

        assertThat(keys.encryptionKeyId()).isEqualTo("user-1");
        assertThat(keys.find("user-1")).isSameAs(keys.encryptionKey());
        assertThat(keys.find("user-2")).isNotNull();
        assertThat(keys.find("user-3")).isNull();
    }

    @Test
    void areTakenFromAFile(@TempDir Path directory) throws IOException {
        var file = directory.resolve("keys.json");
        Files.writeString(file, "\n  " + USER_KEYS);

        assertThat(PassportKeys.of(SETTING, file.toString()).encryptionKeyId()).isEqualTo("user-1");
        assertThat(PassportKeys.of(SETTING, "file:" + file).encryptionKeyId()).isEqualTo("user-1");
    }

    @Test
    void areGeneratedAnewEachTime() {
        var generated = PassportKeys.of(SETTING, PassportKeys.generate());

        assertThat(generated.encryptionKey().getEncoded()).hasSize(64);
        assertThat(generated.encryptionKeyId())
                .isNotEqualTo(PassportKeys.of(SETTING, PassportKeys.generate()).encryptionKeyId());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void haveToBeGiven(@Nullable String nothing) {
        assertUnusable(nothing, "is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"keys\":7}",
                "{\"keys\":[7]}",
                "{\"keys\":[null]}",
                "{\"keys\":[{\"kty\":\"oct\"}]}"
            })
    void haveToBeAJwkSet(String json) {
        assertUnusable(json, "is not a JWK set");
    }

    @Test
    void haveToBeInAFileThatCanBeRead(@TempDir Path directory) {
        assertUnusable(directory.resolve("nowhere.json").toString(), "can be read");
        assertUnusable("\u0000", "can be read");
    }

    @Test
    void haveToBeAtLeastOne() {
        assertUnusable(jwks(), "has no key");
    }

    @Test
    void haveToBeSymmetricAndOf64Bytes() {
        assertUnusable(jwks("a", USER_KEY.substring(0, 43)), "64 bytes");
        assertUnusable(jwks("a", USER_KEY + "AAAA"), "64 bytes");
        assertUnusable(jwks("a", USER_KEY, "b", USER_KEY.substring(0, 43)), "64 bytes");
        assertUnusable(
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"%s\"}]}"
                        .formatted(USER_KEY.substring(0, 43)),
                "\"oct\"");
    }

    @Test
    void haveToHaveIdsOfTheirOwn() {
        assertUnusable(jwks("a", USER_KEY, "a", ROOM_KEY), "kid");
        assertUnusable(jwks("", USER_KEY), "kid");
        assertUnusable("{\"keys\":[{\"kty\":\"oct\",\"k\":\"%s\"}]}".formatted(USER_KEY), "kid");
    }

    @Test
    void haveToBeOthersForEachKind() {
        var users = PassportKeys.of(SETTING, USER_KEYS);
        var rooms = PassportKeys.of("lectern.passport.room-keys", jwks("x", ROOM_KEY, "y", USER_KEY));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> users.requireApartFrom(rooms))
                .withMessageContainingAll(SETTING, "lectern.passport.room-keys", "share a key");
        users.requireApartFrom(PassportKeys.of("rooms", ROOM_KEYS));
    }

    @Test
    void areNeverShown() {
        var properties = new PassportProperties(USER_KEYS, ROOM_KEYS, "edge", Duration.ofHours(1));

        assertThat(properties.toString()).doesNotContain(USER_KEY, ROOM_KEY);
    }

    private static void assertUnusable(@Nullable String value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PassportKeys.of(SETTING, value))
                .withNoCause()
                .withMessageStartingWith(SETTING + " ")
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(USER_KEY, "\n"));
    }
}
