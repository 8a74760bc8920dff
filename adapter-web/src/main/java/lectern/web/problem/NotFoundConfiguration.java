package lectern.web.problem;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Handles requests for paths that don't exist. Spring MVC itself would log each such path verbatim. */
@Configuration(proxyBeanMethods = false)
class NotFoundConfiguration {

    @Bean
    HandlerMapping notFound(Problems problems) {
        return new SimpleUrlHandlerMapping(Map.of("/**", new NotFoundHandler(problems)), Ordered.LOWEST_PRECEDENCE);
    }
}
