package lectern.web.cors;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder.ParserType;

/**
 * Which pages may call the service from a browser.
 *
 * @param origins where they come from, each such as {@code https://rooms.example}, and as browsers send it; none unless given
 */
@ConfigurationProperties("lectern.cors")
record CorsProperties(@DefaultValue Set<String> origins) {

    /** What IDNA 2003, which Java and Spring know, maps to something else than browsers do (UTS 46). */
    private static final String MAPPED_OTHERWISE = ".*[\u00df\u1e9e\u03c2\u200c\u200d].*";

    CorsProperties {
        origins = origins.stream().map(CorsProperties::asBrowsersSendIt).collect(Collectors.toUnmodifiableSet());
    }

    /** In small letters, without a default port, and with a host of other scripts in Punycode: as the URL standard (WHATWG) writes an origin. */
    private static String asBrowsersSendIt(String given) {
        if (!given.matches("[A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#@%*\\\\]+") || given.matches(MAPPED_OTHERWISE)) {
            throw unusable(given);
        }
        try {
            var url = UriComponentsBuilder.fromUriString(given, ParserType.WHAT_WG)
                    .build();
            if (url.getHost() == null || url.getHost().isEmpty()) {
                throw unusable(given);
            }
            return url.getScheme() + "://" + url.getHost().toLowerCase(Locale.ROOT)
                    + (url.getPort() < 0 ? "" : ":" + url.getPort());
        } catch (IllegalArgumentException _) {
            throw unusable(given);
        }
    }

    private static IllegalArgumentException unusable(String given) {
        return new IllegalArgumentException(
                "lectern.cors.origins has to list origins, such as https://rooms.example or http://localhost:5173, without a path or"
                        + " a pattern: \"%s\" is none".formatted(given.replaceAll("\\p{C}", "?")));
    }
}
