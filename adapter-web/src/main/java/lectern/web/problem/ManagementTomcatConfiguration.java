package lectern.web.problem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.HandlerMapping;

/** Makes the Tomcat of a separate management port report errors as problems, too, since it is not the service's own Tomcat. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementTomcatConfiguration {

    @Bean
    TomcatConfiguration managementTomcat(Problems problems, ObjectProvider<HandlerMapping> mappings) {
        return new TomcatConfiguration(problems, new HandlerLookup(mappings));
    }
}
