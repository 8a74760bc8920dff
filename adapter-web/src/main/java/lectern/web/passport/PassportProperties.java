package lectern.web.passport;

import java.time.Duration;
import lectern.application.Bounds;
import lectern.application.Contradictions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passports are told from forgeries.
 *
 * @param userKeys the keys of user passports: a JWK set as JSON, or the path of a file that has one
 * @param roomKeys the keys of room passports, likewise
 * @param issuer who issues user passports; whoever has the keys when it is not given
 * @param validity how long the user passports are good for that the local profile issues
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
