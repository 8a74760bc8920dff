package lectern.web;

import lectern.web.openapi.SwaggerPaths;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** The web adapter. It needs the handlers and an {@link java.time.InstantSource}. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(GuessingProperties.class)
@PropertySource(value = "classpath:lectern/web/web.properties", encoding = "UTF-8")
public class WebConfiguration {

    /** The path of the page that shows the API. It answers 404 where {@code lectern.swagger.enabled} is false. */
    public static final String SWAGGER_PAGE = SwaggerPaths.PAGE;
}
