package lectern.web.passport;

import static lectern.web.passport.Forger.ROOM_KEY;
import static lectern.web.passport.Forger.ROOM_KEYS;
import static lectern.web.passport.Forger.USER_KEY;
import static lectern.web.passport.Forger.USER_KEYS;
import static lectern.web.passport.Forger.jwks;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the service does not start with: one line each. */
class PassportConfigurationTest {

    @Test
    void withoutKeys() {
        assertRefused(null, keys(ROOM_KEYS), "lectern.passport.user-keys is missing");
        assertRefused(keys(USER_KEYS), null, "lectern.passport.room-keys is missing");
    }

    @Test
    void withTheSameKeyForBothKinds() {
        assertRefused(
                keys(USER_KEYS),
                keys(jwks("x", ROOM_KEY, "y", USER_KEY)),
                "user-keys has a key that room-keys has too: each needs its own");
    }

    private static PassportKeys keys(String jwks) {
        return PassportKeys.of(jwks);
    }

    private static void assertRefused(@Nullable PassportKeys userKeys, @Nullable PassportKeys roomKeys, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassportConfiguration(
                        new PassportProperties(userKeys, roomKeys, null, Duration.ofHours(1)), InstantSource.system()))
                .withMessageStartingWith(why);
    }
}
