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
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(Problems problems) {
        return (request, response, _) -> problems.answer(Refusals.unreadable(), request, null, response);
    }
}
