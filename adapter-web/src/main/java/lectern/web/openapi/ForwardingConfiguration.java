package lectern.web.openapi;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides forwarded headers from springdoc, which takes addresses from them, trusted or not, and fails when they are malformed. Where
 * they are trusted ({@code server.forward-headers-strategy}), Spring Boot has already applied them.
 */
@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

    /** Not declared as a {@link ForwardedHeaderFilter}: Spring Boot would take that for a replacement of its own filter. */
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
