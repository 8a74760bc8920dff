package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class LecternPropertiesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void sayWhatIsWrongBeginningWithTheSetting() {
        assertThatThrownBy(() -> new LecternProperties.Line(Duration.ZERO, SECOND, SECOND, 1, 1))
                .hasMessage("lectern.line.deadline has to be more than 0");
        assertThatThrownBy(() -> new LecternProperties.Line(SECOND, Duration.ofNanos(999_999), SECOND, 1, 1))
                .hasMessage("lectern.line.tick has to be at least 1ms");
        assertThatThrownBy(() -> new LecternProperties.Line(SECOND, SECOND, Duration.ofMillis(-1), 1, 1))
                .hasMessage("lectern.line.hint has to be at least 0");
        assertThatThrownBy(() -> new LecternProperties.Line(SECOND, SECOND, SECOND, 0, 1))
                .hasMessage("lectern.line.waiting has to be at least 1");
        assertThatThrownBy(() -> new LecternProperties.Line(SECOND, SECOND, SECOND, 1, 0))
                .hasMessage("lectern.line.batch has to be at least 1");
    }

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
