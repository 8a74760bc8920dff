package lectern.web.cors;

import java.util.stream.Collectors;
import lectern.web.problem.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the filter for CORS. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class CorsFilterConfiguration {

    @Bean
    Cors cors(CorsProperties properties, Problems problems) {
        return new Cors(properties.origins().stream().map(Origin::value).collect(Collectors.toSet()), problems);
    }

    /** Keeps the filter out of Tomcat's filters, since it runs among Spring Security's filters. */
    @Bean
    FilterRegistrationBean<Cors> corsAmongOthersOnly(Cors cors) {
        var registration = new FilterRegistrationBean<>(cors);
        registration.setEnabled(false);
        return registration;
    }
}
