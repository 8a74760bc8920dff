package lectern.web.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "https://rooms.example, https://rooms.example",
        "http://localhost:5173, http://localhost:5173",
        "https://Rooms.Example, https://rooms.example",
        "HTTPS://rooms.example, https://rooms.example",
        "https://rooms.example:443, https://rooms.example",
        "http://rooms.example:80, http://rooms.example",
        "http://rooms.example:443, http://rooms.example:443",
        "https://rooms.example:, https://rooms.example",
        "https://rooms.example:08443, https://rooms.example:8443",
        "https://rooms.example., https://rooms.example.",
        "https://강의.example, https://xn--939a003c.example",
        "https://강의.EXAMPLE:443, https://xn--939a003c.example",
        "https://BÜCHER.example, https://xn--bcher-kva.example",
        "https://XN--939A003C.example, https://xn--939a003c.example",
        "https://[::1]:8443, https://[::1]:8443",
        "https://[0:0:0:0:0:0:0:1], https://[::1]",
        "https://[2001:DB8::0A], https://[2001:db8::a]",
        "http://127.1, http://127.0.0.1",
        "capacitor://localhost, capacitor://localhost"
    })
    void takesOriginsAndWritesThemAsBrowsersDo(String given, String sent) {
        assertThat(new CorsProperties(Set.of(given)).origins()).containsExactly(sent);
    }

    @Test
    void takesAnOriginThatIsGivenTwiceOnce() {
        assertThat(new CorsProperties(Set.of("https://rooms.example", "https://ROOMS.example:443")).origins())
                .containsExactly("https://rooms.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "",
                " ",
                "rooms.example",
                "//rooms.example",
                "https:rooms.example",
                "https://",
                "https://:443",
                "https://*.rooms.example",
                "https://rooms.example/",
                "https://rooms.example/app",
                "https://rooms.example?x",
                "https://rooms.example#x",
                "https://kim@rooms.example",
                "https://rooms.example:99999",
                "https://rooms.example:http",
                "https://[::1",
                "https://[::1%25eth0]",
                "https://999.1.1.1",
                "https://a b",
                "https://rooms%2eexample",
                "https://rooms.example\\x",
                "https://straße.example",
                "data:text/html,x",
                "https://rooms.example https://other.example"
            })
    void refusesWhatIsNoOriginInOneLineThatNamesIt(String given) {
        assertThatThrownBy(() -> new CorsProperties(Set.of(given)))
                .hasMessageStartingWith("lectern.cors.origins has to list origins, such as https://rooms.example")
                .hasMessageEndingWith(": \"%s\" is none".formatted(given));
    }

    @Test
    void refusesWhatCouldForgeALineOfTheLog() {
        assertThatThrownBy(() -> new CorsProperties(Set.of("https://a\r\nERROR")))
                .hasMessageEndingWith(": \"https://a??ERROR\" is none");
    }
}
