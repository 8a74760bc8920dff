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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassportKeysTest {

    @Test
    void areTakenFromAJwkSet() {
        var keys = PassportKeys.of(USER_KEYS);

        assertThat(keys.encryptionKeyId()).isEqualTo("user-1");
        assertThat(keys.find("user-1")).isSameAs(keys.encryptionKey());
        assertThat(keys.find("user-2")).isNotNull();
        assertThat(keys.find("user-3")).isNull();
    }

    @Test
    void areTakenFromAFile(@TempDir Path directory) throws IOException {
        var file = directory.resolve("keys.json");
        Files.writeString(file, "\n  " + USER_KEYS);

        assertThat(PassportKeys.of(file.toString()).encryptionKeyId()).isEqualTo("user-1");
        assertThat(PassportKeys.of("file:" + file).encryptionKeyId()).isEqualTo("user-1");
    }

    @Test
    void areGeneratedAnewEachTime() {
        var generated = PassportKeys.of(PassportKeys.generate());

        assertThat(generated.encryptionKey().getEncoded()).hasSize(64);
        assertThat(generated.encryptionKeyId())
                .isNotEqualTo(PassportKeys.of(PassportKeys.generate()).encryptionKeyId());
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
    void haveToBeInAFileThatCanBeRead(@TempDir Path directory) throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("link.json"), directory.resolve("nowhere.json"));
        assertUnusable(link.toString(), "is neither a JWK set nor the path of a file");
        assertUnusable(directory.resolve("nowhere.json").toString(), "is neither a JWK set nor the path of a file");
        assertUnusable(directory.toString(), "has to be a JWK set or the path of a file, and not " + directory);
        assertUnusable("/dev/zero", "has to be a JWK set or the path of a file, and not /dev/zero");
        assertUnusable("\u0000", "is neither a JWK set nor the path of a file");
        assertUnusable(USER_KEY, "is neither a JWK set nor the path of a file");

        var binary = Files.write(directory.resolve("binary.json"), new byte[] {(byte) 0xff, 0, 1});
        assertUnusable(binary.toString(), "can't be read as text, in " + binary);
    }

    @Test
    void nameTheFileThatHasToBeAJwkSet(@TempDir Path directory) throws IOException {
        var empty = Files.createFile(directory.resolve("empty.json"));
        assertUnusable(empty.toString(), "is not a JWK set, in " + empty);

        var none = Files.writeString(directory.resolve("none.json"), jwks());
        assertUnusable(none.toString(), "has no key, in " + none);
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
    void areSharedWhenBothHaveOne() {
        var users = PassportKeys.of(USER_KEYS);

        assertThat(users.shareAKeyWith(PassportKeys.of(jwks("x", ROOM_KEY, "y", USER_KEY))))
                .isTrue();
        assertThat(users.shareAKeyWith(PassportKeys.of(ROOM_KEYS))).isFalse();
    }

    @Test
    void areNeverShown() {
        var properties = new PassportProperties(
                PassportKeys.of(USER_KEYS), PassportKeys.of(ROOM_KEYS), "edge", Duration.ofHours(1));

        assertThat(properties.toString()).doesNotContain(USER_KEY, ROOM_KEY);
    }

    private static void assertUnusable(String value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PassportKeys.of(value))
                .withNoCause()
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(USER_KEY, "\n"));
    }
}
