package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class LecternPropertiesTest {

    @Test
    void takeMoreConnectionsThanCallersMayWait() throws IOException {
        var environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);

        var line = Binder.get(environment).bindOrCreate("lectern.line", LecternProperties.Line.class);

        assertThat(environment.getRequiredProperty("server.tomcat.max-connections", Integer.class))
                .isGreaterThan(line.waiting());
    }
}
