package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisPropertiesTest {

    @TempDir
    private Path directory;

    @Test
    void refuseUsersAndPasswordsThatContradictEachOther() {
        assertRefused(
                () -> single("redis://:hush@r.example", null, "hush-hush"),
                "password and the one in address differ: one of them has to be taken away");
        assertRefused(
                () -> single("redis://kim:@r.example", "lee", "hush"),
                "username and the one in address differ: one of them has to be taken away");
        assertRefused(
                () -> single("redis://kim:hush@r.example", "lee", "hush-hush"),
                "username and the one in address differ: one of them has to be taken away",
                "password and the one in address differ: one of them has to be taken away");
    }

    @Test
    void refuseAUserWithoutAPassword() {
        var why = "username is of no use without a password: password has to be given as well";

        assertRefused(() -> single("redis://r.example", "kim", null), why);
        assertRefused(() -> single("redis://kim:@r.example", null, null), why);
        // For the Redis that the local profile starts.
        assertRefused(() -> properties(null, "kim", null, null), why);
    }

    @Test
    void refuseAnAddressOrAUserBesideAFile() throws IOException {
        var file = RedissonFile.of(Files.writeString(
                        directory.resolve("redisson.yaml"), "singleServerConfig: {address: \"redis://r.example\"}")
                .toString());

        assertRefused(
                () -> properties(RedisUrl.of("redis://r.example"), "kim", "hush", file),
                "address and config are both given: only one can be",
                "username and password go with address: beside config they have to be in the file");
        assertRefused(
                () -> properties(null, null, "hush", file),
                "username and password go with address: beside config they have to be in the file");
    }

    @Test
    void doNotShowThePassword() {
        assertThat(single("redis://:hush@r.example", null, "hush").toString()).doesNotContain("hush");
    }

    private static void assertRefused(Runnable properties, String... lines) {
        assertThatIllegalArgumentException().isThrownBy(properties::run).withMessage(String.join("\n", lines));
    }

    private static RedisProperties single(String address, @Nullable String username, @Nullable String password) {
        return properties(RedisUrl.of(address), username, password, null);
    }

    private static RedisProperties properties(
            @Nullable RedisUrl address,
            @Nullable String username,
            @Nullable String password,
            @Nullable RedissonFile config) {
        return new RedisProperties(
                address,
                username,
                password,
                config,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
