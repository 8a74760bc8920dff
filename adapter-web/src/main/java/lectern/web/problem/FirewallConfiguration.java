package lectern.web.problem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Refuses ambiguous paths and headers, which two readers could understand differently, before any other code sees them. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        // The paths decide which methods they take. A method that no path takes is answered with 405, too.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        // A byte above 0x7F is part of a value (RFC 9110, 5.5), even if it is a control character in ISO 8859-1, since
        // UTF-8 has many
        // such bytes. The code that reads a header reports what is wrong with its value.
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
