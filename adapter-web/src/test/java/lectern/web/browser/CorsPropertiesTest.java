package lectern.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://rooms.example", "http://localhost:5173", "https://[::1]:8443"})
    void takesOriginsAsBrowsersSendThem(String origin) {
        assertThat(new CorsProperties(Set.of(origin)).origins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "",
                "rooms.example",
                "https://",
                "https://*.rooms.example",
                "https://rooms.example/",
                "https://rooms.example/app",
                "https://kim@rooms.example",
                "https://a b"
            })
    void takesNothingElse(String origin) {
        assertThatThrownBy(() -> new CorsProperties(Set.of(origin)))
                .hasMessageStartingWith("lectern.cors.origins has to");
    }
}
