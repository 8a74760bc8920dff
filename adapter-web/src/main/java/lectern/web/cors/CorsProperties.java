package lectern.web.cors;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may call the service from a browser.
 *
 * @param origins where they come from, each such as {@code https://rooms.example}; none unless given
 */
@ConfigurationProperties("lectern.cors")
record CorsProperties(@DefaultValue Set<Origin> origins) {}
