package lectern.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PlaceholdersTest {

    private static final String WHY =
            " has a placeholder without a value, or one that leads back to it: a ${ that is meant as text is written \\${";

    private final StandardEnvironment environment = new StandardEnvironment();

    @ParameterizedTest
    @CsvSource({
        "lectern.line.tick, ${lectern.line.tick}",
        "lectern.line.tick, ${lectern.line.tick:250ms}",
        "lectern.line.tick, ${there}",
        "lectern.redis.password, hush${nothing}",
        "lectern.cors.origins[1], ${nothing}",
        "server.port, ${server.port}",
        "management.server.port, ${there}",
        "spring.datasource.url, jdbc:postgresql://${nothing}/lectern"
    })
    void thatHaveNoValueAreRefused(String setting, String value) {
        give(Map.of(setting, value, "there", "${back}", "back", "${there}"));

        assertThat(Placeholders.problems(environment)).containsExactly(setting + WHY);
    }

    @Test
    void areAllNamedAtOnceAndEachOnce() {
        give(Map.of("lectern.data", "${nothing}", "spring.datasource.url", "${nothing}"));
        give(Map.of("lectern.data", "${nothing}"));

        assertThat(Placeholders.problems(environment))
                .containsExactlyInAnyOrder("lectern.data" + WHY, "spring.datasource.url" + WHY);
    }

    @Test
    void ofTheEnvironmentAreNamedAsTheSettingsThatTheyAre() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of("LECTERN_REDIS_PASSWORD", "${hush}", "PS1", "${debian_chroot}")));

        assertThat(Placeholders.problems(environment)).containsExactly("lectern.redis.password" + WHY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${there}", "${nothing:5s}", "5s", "$", "${", "{nothing}", "\\${nothing}"})
    void thatHaveAValueAreTakenAndWhatIsNone(String value) {
        give(Map.of("lectern.data", value, "there", "5s"));

        assertThat(Placeholders.problems(environment)).isEmpty();
    }

    @Test
    void thatSomethingElseCoversAreNotAsked() {
        give(Map.of("lectern.data", "${nothing}"));
        give(Map.of("lectern.data", "here"));

        assertThat(Placeholders.problems(environment)).isEmpty();
    }

    @Test
    void ofOthersAreLeftToThem() {
        give(Map.of("logging.pattern.console", "${LOG_LEVEL_PATTERN}", "other", "${nothing}"));

        assertThat(Placeholders.problems(environment)).isEmpty();
    }

    /** As the line says. */
    @Test
    void canBeMeantAsText() {
        give(Map.of("lectern.redis.password", "a\\${b}c"));

        assertThat(Binder.get(environment)
                        .bind("lectern.redis.password", String.class)
                        .get())
                .isEqualTo("a${b}c");
        assertThat(environment.getProperty("lectern.redis.password")).isEqualTo("a${b}c");
    }

    @Test
    void keepTheServiceFromStarting() {
        give(Map.of("lectern.data", "${nothing}", "server.port", "${server.port}"));
        var context = new GenericApplicationContext();
        context.setEnvironment(environment);

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new Placeholders().initialize(context))
                .satisfies(e -> assertThat(e).message().hasLineCount(2));
    }

    private void give(Map<String, Object> settings) {
        var sources = environment.getPropertySources();
        sources.addFirst(new MapPropertySource("given " + sources.size(), new HashMap<>(settings)));
    }
}
