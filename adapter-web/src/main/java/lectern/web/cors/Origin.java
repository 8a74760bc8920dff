package lectern.web.cors;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a web page.
 *
 * @param value in the form that browsers send: in small letters, without a default port, and with a host of other scripts in Punycode, as the URL
 *     standard (WHATWG) writes an origin
 */
record Origin(String value) {

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<host>\\[[^\\[\\]]*]|[^\\[\\]:]+)(:(?<port>\\d{0,5}))?");

    /** Characters that begin a path, a query, a fragment or a password, or are part of a pattern. */
    private static final Pattern MORE_THAN_AN_ORIGIN = Pattern.compile("[\\s/?#@%*\\\\]");

    /** A page of one of these schemes sends "null" as its origin, or no such page exists. */
    private static final Set<String> WITHOUT_PAGES = Set.of("file", "ftp", "ws", "wss");

    /** The host of a browser extension or a web view: {@code chrome-extension://…}, {@code capacitor://localhost}. */
    private static final Pattern HOST_OF_AN_APP = Pattern.compile("[A-Za-z0-9._-]+");

    private static final int GREATEST_PORT = 65_535;

    /**
     * Reads the value of a setting.
     *
     * @throws IllegalArgumentException when no browser sends it. The message is one line that names it and gives the reason
     */
    public static Origin of(String given) {
        var parts = FORM.matcher(given);
        if (!parts.matches() || MORE_THAN_AN_ORIGIN.matcher(parts.group("host")).find()) {
            throw unusable(
                    given,
                    "an origin is like https://rooms.example or http://localhost:5173, without a path or a pattern");
        }
        var scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        if (WITHOUT_PAGES.contains(scheme)) {
            throw unusable(given, "browsers send no origin that begins with " + scheme + "://");
        }
        return new Origin(scheme + "://" + host(given, scheme, parts.group("host")) + port(given, scheme, parts));
    }

    private static String host(String given, String scheme, String host) {
        if (defaultPort(scheme) > 0) {
            return WebHost.asBrowsersWriteIt(host)
                    .orElseThrow(() -> unusable(
                            given,
                            "browsers send no such host, or write it otherwise: it has to be like rooms.example, 192.0.2.1 or"
                                    + " [2001:db8::1], and letters beyond ASCII may be written in Punycode (xn--…)"));
        }
        if (!HOST_OF_AN_APP.matcher(host).matches()) {
            throw unusable(given, "behind %s:// there have to be letters, digits, dots and dashes".formatted(scheme));
        }
        // Browsers differ in how they treat capitals here.
        return host;
    }

    private static String port(String given, String scheme, Matcher parts) {
        var port = parts.group("port");
        if (port == null || port.isEmpty()) {
            return "";
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > GREATEST_PORT) {
            throw unusable(given, "a port is from 1 to " + GREATEST_PORT);
        }
        return number == defaultPort(scheme) ? "" : ":" + number;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
        };
    }

    /** The message repeats no password, and no character that could forge a line of the log. */
    private static IllegalArgumentException unusable(String given, String why) {
        var shown = given.replaceAll("\\p{C}", "?").replaceFirst("//.*@", "//…@");
        return new IllegalArgumentException("has \"%s\": %s".formatted(shown, why));
    }
}
