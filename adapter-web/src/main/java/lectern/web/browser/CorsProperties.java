package lectern.web.browser;

import java.net.URI;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may call the service from a browser.
 *
 * @param origins where they come from, each such as {@code https://rooms.example}; none unless given
 */
@ConfigurationProperties("lectern.cors")
record CorsProperties(@DefaultValue Set<String> origins) {

    CorsProperties {
        origins = Set.copyOf(origins);
        origins.stream().filter(origin -> !isOrigin(origin)).findFirst().ifPresent(origin -> {
            throw new IllegalArgumentException(
                    "lectern.cors.origins has to list origins as browsers send them, such as https://rooms.example, and not \"%s\""
                            .formatted(origin));
        });
    }

    /** Neither a pattern nor {@code null}, which is what pages of no origin send. */
    private static boolean isOrigin(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
