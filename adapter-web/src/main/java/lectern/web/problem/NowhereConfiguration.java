package lectern.web.problem;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** What is asked for where there is nothing. Spring MVC by itself would log each such path as it came. */
@Configuration(proxyBeanMethods = false)
class NowhereConfiguration {

    @Bean
    HandlerMapping nowhere(Problems problems) {
        HttpRequestHandler nothing =
                (request, response) -> problems.answer(Problem.of(Code.NOT_FOUND), request, response);
        return new SimpleUrlHandlerMapping(Map.of("/**", nothing), Ordered.LOWEST_PRECEDENCE);
    }
}
