package lectern.web.openapi;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides forwarded headers from springdoc. It takes addresses from them, trusted or not, and fails when they are malformed. Where
 * they are trusted ({@code server.forward-headers-strategy}), Spring Boot has applied them before.
 */
@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

    /** Not as the type that it is: Spring Boot would take it for a replacement of its own. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> nothingForwardedToSpringdoc() {
        var filter = new ForwardedHeaderFilter();
        filter.setRemoveOnly(true);
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(filter);
        registration.setName("nothingForwardedToSpringdoc");
        registration.addUrlPatterns("/swagger/*");
        return registration;
    }
}
