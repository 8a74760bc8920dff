package lectern.web.passport;

import java.time.Duration;
import lectern.application.Bounds;
import lectern.application.Contradictions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passports are verified.
 *
 * @param userKeys the keys of user passports: a JWK set as JSON, or the path of a file that has one
 * @param roomKeys the keys of room passports, likewise
 * @param issuer the required issuer of user passports; any issuer is accepted if it is not set
 * @param validity how long the user passports of the local profile are valid
 */
@ConfigurationProperties("lectern.passport")
record PassportProperties(
        @Nullable PassportKeys userKeys,
        @Nullable PassportKeys roomKeys,
        @Nullable String issuer,
        @DefaultValue("1h") @Bounds(min = "1s", max = "24h") Duration validity) {

    PassportProperties {
        new Contradictions()
                .unless(
                        userKeys == null || roomKeys == null || !userKeys.shareAKeyWith(roomKeys),
                        "user-keys has a key that room-keys has too: each needs its own")
                .refuse();
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "PassportProperties[issuer=%s, validity=%s]".formatted(issuer, validity);
    }
}
