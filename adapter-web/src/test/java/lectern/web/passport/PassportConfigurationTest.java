package lectern.web.passport;

import static lectern.web.passport.Forger.ROOM_KEYS;
import static lectern.web.passport.Forger.USER_KEYS;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the service does not start with: one line each, which begins with the name of the setting. */
class PassportConfigurationTest {

    @Test
    void withoutKeys() {
        assertRefused(null, ROOM_KEYS, "lectern.passport.user-keys is missing");
        assertRefused(USER_KEYS, " ", "lectern.passport.room-keys is missing");
    }

    @Test
    void withTheSameKeysForBothKinds() {
        assertRefused(USER_KEYS, USER_KEYS, "lectern.passport.user-keys and lectern.passport.room-keys share a key");
    }

    private static void assertRefused(@Nullable String userKeys, @Nullable String roomKeys, String why) {
        var properties = new PassportProperties(userKeys, roomKeys, null, Duration.ofHours(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassportConfiguration(properties, InstantSource.system()))
                .withMessageStartingWith(why);
    }
}
