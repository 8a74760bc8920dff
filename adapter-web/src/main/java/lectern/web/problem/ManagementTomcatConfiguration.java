package lectern.web.problem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.HandlerMapping;

/** Has the Tomcat of a management port report errors as problems, too: it is another one than the service's. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementTomcatConfiguration {

    @Bean
    TomcatConfiguration managementTomcat(Problems problems, ObjectProvider<HandlerMapping> mappings) {
        return new TomcatConfiguration(problems, new HandlerLookup(mappings));
    }
}
