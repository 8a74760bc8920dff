package lectern.bootstrap.local;

import java.util.HashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Makes the local profile listen where only this machine reaches it, unless another address is configured. */
final class Loopback implements BeanFactoryPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(Loopback.class);

    private static final String SERVER = "server.address";
    private static final String MANAGEMENT = "management.server.address";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var environment = beans.getBean(ConfigurableEnvironment.class);
        var addresses = new HashMap<String, Object>();
        if (!StringUtils.hasText(environment.getProperty(SERVER))) {
            addresses.put(SERVER, Ports.HOST);
        }
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT
                && !StringUtils.hasText(environment.getProperty(MANAGEMENT))) {
            addresses.put(MANAGEMENT, Ports.HOST);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("loopback", addresses));
        log.warn(
                "The local profile gives a passport to anybody who reaches {}: it is for development and trying out only",
                environment.getProperty(SERVER));
    }
}
