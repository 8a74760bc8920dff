package lectern.web.problem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** What is refused before anything looks at it: paths and headers that mean one thing to one reader and another to the next. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        // Which methods there are is for the paths to say: to one that none of them knows the answer is 405, too.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        // A byte above 0x7F is part of a value (RFC 9110, 5.5), also those that are control characters in ISO 8859-1:
        // UTF-8 is full of them. What is wrong with a header is said where it is read.
        firewall.setAllowedHeaderValues(FirewallConfiguration::isFieldValue);
        return firewall;
    }

    private static boolean isFieldValue(String value) {
        return value.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7F);
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(Problems problems) {
        return (request, response, _) -> problems.answer(ProblemMapper.unreadable(), request, null, response);
    }
}
