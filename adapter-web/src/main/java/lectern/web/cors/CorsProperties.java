package lectern.web.cors;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages that may call the service from a browser.
 *
 * @param origins their origins, such as {@code https://rooms.example}; none by default
 */
@ConfigurationProperties("lectern.cors")
record CorsProperties(@DefaultValue Set<Origin> origins) {}
