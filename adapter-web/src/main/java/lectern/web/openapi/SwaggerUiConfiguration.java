package lectern.web.openapi;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** Serves the files of Swagger UI from its webjar, except for the initializer, which is our own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SwaggerProperties.class)
class SwaggerUiConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        var version = new WebJarVersionLocator().version("swagger-ui");
        registry.addResourceHandler(SwaggerPaths.UI + "**")
                .addResourceLocations(
                        "classpath:/lectern/web/swagger-ui/",
                        "classpath:/META-INF/resources/webjars/swagger-ui/%s/".formatted(version));
    }
}
