package lectern.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import lectern.bootstrap.start.SettingsCheckTest.Word;
import lectern.persistence.UnsuitableDatabase;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonParseException;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

class StartFailureAnalyzerTest {

    @Test
    void saysWhatKeepsTheServiceFromStartingHoweverDeepItIs() {
        assertThat(description(new RuntimeException(new CannotStart("why")))).isEqualTo("why");
        assertThat(description(new UnsuitableDatabase("The database at db:5432/lectern is a standby")))
                .isEqualTo("The database at db:5432/lectern is a standby");
        assertThat(description(new IllegalArgumentException("lectern.passport.user-keys is not a JWK set")))
                .isEqualTo("lectern.passport.user-keys is not a JWK set");
        assertThat(description(new IllegalArgumentException("spring.datasource.hikari.read-only has to be false")))
                .isEqualTo("spring.datasource.hikari.read-only has to be false");
    }

    @Test
    void saysWhichFileCannotBeUsed() {
        assertThat(description(new FileSystemException("/x/data", null, "Read-only file system")))
                .startsWith("/x/data can't be used: Read-only file system.")
                .contains("lectern.data");
        assertThat(description(new FileAlreadyExistsException("/x/data")))
                .startsWith("/x/data can't be used: it is a file.");
        assertThat(description(new AccessDeniedException("/x/data")))
                .startsWith("/x/data can't be used: access is denied.");
        assertThat(description(new IOException("No space left on device"))).startsWith("No space left on device.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lectern:\n\tpassword: hush", "lectern: 1\nlectern: hush", "a: [hush"})
    void saysWhichLineOfAFileIsNotYaml(String content) {
        var file = new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8));

        assertThatException()
                .isThrownBy(() -> new YamlPropertySourceLoader().load("file", file))
                .satisfies(failure -> assertThat(description(failure))
                        .startsWith(
                                "An application.yaml, or another configuration file, is not YAML that can be read, see line ")
                        .hasLineCount(1)
                        .doesNotContain("hush"));
    }

    @Test
    void saysThatJsonOfTheEnvironmentCanNotBeReadAndThatACertificateIsMissing() {
        assertThat(description(new JsonParseException(new IOException("hush"))))
                .isEqualTo("SPRING_APPLICATION_JSON is not JSON that can be read");
        assertThat(description(new IllegalStateException(
                        "SSL is enabled but no trust material is configured for the default host")))
                .startsWith("server.ssl.enabled is true without a certificate");
    }

    @Test
    void saysThatAnAddressIsNotOfThisMachineAndLeavesATakenPortToSpringBoot() {
        assertThat(description(new IllegalStateException(new BindException("Cannot assign requested address"))))
                .startsWith("Cannot assign requested address: server.address has to be");
        assertThat(description(new BindException("Address already in use"))).isNull();
    }

    @Test
    void saysWhatIsWrongWithWhatTheLocalProfileKeeps() {
        var environment = new MockEnvironment().withProperty("lectern.word", "hush1");

        assertThatThrownBy(() -> Binder.get(environment).bind("lectern.word", Word.class))
                .satisfies(failure -> assertThat(description(new IllegalStateException(failure)))
                        .isEqualTo("lectern.word has 5 characters that are not all letters"));
    }

    @Test
    void saysThatAnOptionHasNoName() {
        assertThatThrownBy(() -> new DefaultApplicationArguments("--=hush"))
                .satisfies(failure -> assertThat(description(new IllegalStateException(failure)))
                        .isEqualTo("--=… is not an option: an option has a name, as in --lectern.retention=10d"));
    }

    @Test
    void saysWhichPlaceholderHasNoValue() {
        var environment = new MockEnvironment().withProperty("there", "hush${there}");

        assertThatThrownBy(() -> environment.getProperty("there"))
                .satisfies(failure -> assertThat(description(new IllegalStateException(failure)))
                        .isEqualTo("The placeholder ${there} has no value, or leads back to itself"));
    }

    /** What Flyway said is a part of it. */
    @Test
    void speaksBeforeTheAnalyzerOfTheDatabaseInWhateverOrderTheyAreFound() {
        var failure =
                new UnsuitableDatabase("The database at db is not migrated", new FlywayException("Migration failed"));
        var analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((_, _) -> {}));

        for (var order : List.of(analyzers, analyzers.reversed())) {
            assertThat(order.stream()
                            .sorted(AnnotationAwareOrderComparator.INSTANCE)
                            .map(analyzer -> analyzer.analyze(failure))
                            .filter(Objects::nonNull)
                            .map(FailureAnalysis::getDescription))
                    .first()
                    .isEqualTo("The database at db is not migrated");
        }
    }

    @Test
    void leavesTheRestToOthers() {
        assertThat(description(new IllegalStateException("a bug"))).isNull();
        assertThat(description(new IllegalStateException("lectern."))).isNull();
        assertThat(description(new IllegalArgumentException("no setting"))).isNull();
        assertThat(description(new IllegalArgumentException((String) null))).isNull();
    }

    private static @Nullable String description(Exception failure) {
        var analysis = new StartFailureAnalyzer().analyze(failure);
        return analysis == null ? null : analysis.getDescription();
    }
}
