package lectern.web.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final String LABEL_OF_63 = "a".repeat(63);

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
        "https://rooms.example:1, https://rooms.example:1",
        "https://rooms.example:65535, https://rooms.example:65535",
        "https://my_rooms.example, https://my_rooms.example",
        "https://a--b.-c.example, https://a--b.-c.example",
        "https://0x.example, https://0x.example",
        "https://강의.example, https://xn--939a003c.example",
        "https://강의.EXAMPLE:443, https://xn--939a003c.example",
        "https://강의。example, https://xn--939a003c.example",
        "https://BÜCHER.example, https://xn--bcher-kva.example",
        "https://XN--939A003C.example, https://xn--939a003c.example"
    })
    void isWrittenAsBrowsersWriteIt(String given, String sent) {
        assertThat(Origin.of(given).value()).isEqualTo(sent);
    }

    /** It is a host of its own to browsers. */
    @Test
    void mayEndWithADot() {
        assertThat(Origin.of("https://rooms.example.").value()).isEqualTo("https://rooms.example.");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://255.255.255.255, http://255.255.255.255",
        "https://[::1]:8443, https://[::1]:8443",
        "https://[0:0:0:0:0:0:0:1], https://[::1]",
        "https://[2001:DB8::0A], https://[2001:db8::a]",
        "https://[::ffff:192.0.2.1], https://[::ffff:c000:201]",
        "https://[1:0:0:2:0:0:0:3], https://[1:0:0:2::3]"
    })
    void mayHaveAnAddress(String given, String sent) {
        assertThat(Origin.of(given).value()).isEqualTo(sent);
    }

    /** Java's IDNA knows neither of them: letters that it writes otherwise, and letters that are newer. */
    @ParameterizedTest
    @ValueSource(strings = {"https://xn--strae-oqa.example", "https://xn--n3h.example", "https://xn--e28h.example"})
    void mayBeInPunycode(String given) {
        assertThat(Origin.of(given).value()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "capacitor://localhost, capacitor://localhost",
        "ionic://localhost, ionic://localhost",
        "Tauri://localhost:1, tauri://localhost:1",
        "chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh, chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh",
        "safari-web-extension://0F2A6C-AB, safari-web-extension://0F2A6C-AB"
    })
    void mayBeOfAnExtensionOrOfAWebView(String given, String sent) {
        assertThat(Origin.of(given).value()).isEqualTo(sent);
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
                "https://rooms.example:http",
                "https://rooms.example:-1",
                "https://rooms.example:999999",
                "https://[::1",
                "https://::1",
                "https://[::1%25eth0]",
                "https://a b",
                "https://rooms%2eexample",
                "https://rooms.example\\x",
                "data:text/html,x",
                "https://rooms.example https://other.example"
            })
    void hasNothingElse(String given) {
        assertRefused(given, "an origin is like https://rooms.example or http://localhost:5173");
    }

    /** What the URL standard gives a meaning of its own, and no page has as its origin. */
    @ParameterizedTest
    @ValueSource(strings = {"ftp", "ws", "wss", "file", "WSS"})
    void isNotOfASchemeWithoutPages(String scheme) {
        assertRefused(scheme + "://rooms.example", "browsers send no origin that begins with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x:0", "https://x:00000", "https://x:65536", "http://x:99999", "capacitor://x:0"})
    void hasAPortThatThereIs(String given) {
        assertRefused(given, "a port is from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a..b",
                "https://.a.b",
                "https://a.b..",
                "https://.",
                "https://a。。b",
                "https://a<b",
                "https://a|b",
                "https://a^b",
                "https://a,b",
                "https://a!b",
                "https://\u2100.example",
                "https://a\u00adb\u2028c.example",
                "https://straße.example",
                "https://\uD83D\uDE00.example"
            })
    void hasAHostAsBrowsersWriteIt(String given) {
        assertRefused(given, "browsers send no such host, or write it otherwise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.1",
                "http://2130706433",
                "http://0x7f000001",
                "http://0x",
                "http://127.0.0.01",
                "http://127.0.0.1.",
                "http://１２７.1",
                "https://999.1.1.1",
                "https://1.2.3.4.5",
                "https://rooms.1",
                "https://rooms.0x1",
                "https://[]",
                "https://[::1::]",
                "https://[1:2:3]",
                "https://[12345::]",
                "https://[::1.2.3]",
                "https://[rooms.example]"
            })
    void hasAnAddressAsBrowsersWriteIt(String given) {
        assertRefused(given, "browsers send no such host, or write it otherwise");
    }

    @Test
    void hasAHostThatCanBeLookedUp() {
        assertRefused("https://" + LABEL_OF_63 + "a.example", "browsers send no such host");
        var longest = (LABEL_OF_63 + ".").repeat(3) + "a".repeat(61);
        assertThat(Origin.of("https://" + longest + ".").value()).endsWith("a.");
        assertRefused("https://" + longest + "a", "browsers send no such host");
    }

    @Test
    void hasAHostOfLettersBehindOtherSchemes() {
        assertRefused("capacitor://강의", "behind capacitor:// there have to be letters");
        assertRefused("capacitor://[::1]", "behind capacitor:// there have to be letters");
    }

    @Test
    void isRefusedWithoutItsPasswordAndWithoutWhatCouldForgeALineOfTheLog() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Origin.of("https://kim:hush@rooms.example"))
                .withMessageStartingWith("has \"https://…@rooms.example\": an origin is like");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Origin.of("https://a\r\nERROR"))
                .withMessageStartingWith("has \"https://a??ERROR\": ");
    }

    private static void assertRefused(String given, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Origin.of(given))
                .withMessageStartingWith("has \"%s\": %s".formatted(given.replaceAll("\\p{C}", "?"), why));
    }
}
