package lectern.bootstrap.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class LoopbackTest {

    @Test
    void isWhereItListensUnlessItIsToldOtherwise() {
        assertThat(address("server.address", Map.of())).isEqualTo("127.0.0.1");
        assertThat(address("server.address", Map.of("server.address", ""))).isEqualTo("127.0.0.1");
        assertThat(address("server.address", Map.of("server.address", "0.0.0.0")))
                .isEqualTo("0.0.0.0");
    }

    @Test
    void isWhereItsManagementListensWhenThatHasAPortOfItsOwn() {
        assertThat(address("management.server.address", Map.of("management.server.port", "3002")))
                .isEqualTo("127.0.0.1");
        assertThat(address(
                        "management.server.address",
                        Map.of("management.server.port", "3002", "server.address", "0.0.0.0")))
                .isEqualTo("127.0.0.1");
        assertThat(address(
                        "management.server.address",
                        Map.of("management.server.port", "3002", "management.server.address", "0.0.0.0")))
                .isEqualTo("0.0.0.0");
        // Spring Boot does not start with an address for a port that it shares.
        assertThat(address("management.server.address", Map.of())).isEqualTo("none");
    }

    private static String address(String name, Map<String, Object> given) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", new HashMap<>(given)));
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("environment", (ConfigurableEnvironment) environment);

        new Loopback().postProcessBeanFactory(beans);

        return environment.getProperty(name, "none");
    }
}
