package lectern.web.openapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the API shows itself.
 *
 * @param enabled whether the description of the API and Swagger UI are served
 */
@ConfigurationProperties("lectern.swagger")
public record SwaggerProperties(@DefaultValue("true") boolean enabled) {}
