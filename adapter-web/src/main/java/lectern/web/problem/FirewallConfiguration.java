package lectern.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Refuses ambiguous paths and headers, which two readers could understand differently, before any other code sees them. */
@Configuration(proxyBeanMethods = false)
class FirewallConfiguration {

    @Bean
    HttpFirewall firewall() {
        var firewall = new Firewall();
        // The paths decide which methods they take. A method that no path takes is answered with 405, too.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        // A byte above 0x7F is part of a value (RFC 9110, 5.5), even if it is a control character in ISO 8859-1, since
        // UTF-8 has many
        // such bytes. The code that reads a header reports what is wrong with its value.
        firewall.setAllowedHeaderValues(FirewallConfiguration::isFieldValue);
        return firewall;
    }

    /** Also refuses media types with a wildcard. They are for the header Accept, and Spring fails where it reads one as the type of a body. */
    private static final class Firewall extends StrictHttpFirewall {

        @Override
        public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
            var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
            if (type != null && type.contains("*")) {
                throw new RequestRejectedException("a wildcard in the media type of the body");
            }
            return super.getFirewalledRequest(request);
        }
    }

    private static boolean isFieldValue(String value) {
        return value.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7F);
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(Problems problems) {
        return (request, response, _) -> problems.answer(ProblemMapper.unreadable(), request, null, response);
    }
}
