package lectern.web.cors;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder.ParserType;

/**
 * The host of an http or https origin. A label in Punycode ({@code xn--…}) is accepted without a check: Java knows IDNA 2003 only, and
 * would refuse some labels that are valid in IDNA 2008.
 */
final class WebHost {

    /** Characters that IDNA 2003, which Java implements, maps differently than browsers do (UTS 46). */
    private static final Pattern MAPPED_OTHERWISE = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?");
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");
    private static final int LONGEST_NAME = 253;

    private WebHost() {}

    /** Empty if it is not a host, or a numeric address that browsers write differently, such as {@code 127.1}. */
    static Optional<String> asBrowsersWriteIt(String given) {
        try {
            return given.startsWith("[") ? parsed(given) : name(given);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(String given) {
        if (MAPPED_OTHERWISE.matcher(given).find()) {
            return Optional.empty();
        }
        var name = IDN.toASCII(given).toLowerCase(Locale.ROOT);
        boolean isOne = ENDS_IN_A_NUMBER.matcher(name).matches()
                ? parsed(name).filter(name::equals).isPresent()
                : NAME.matcher(name).matches() && name.length() <= LONGEST_NAME + (name.endsWith(".") ? 1 : 0);
        return isOne ? Optional.of(name) : Optional.empty();
    }

    /** Spring parses numeric addresses as browsers do. */
    private static Optional<String> parsed(String host) {
        return Optional.ofNullable(UriComponentsBuilder.fromUriString("http://" + host, ParserType.WHAT_WG)
                .build()
                .getHost());
    }
}
