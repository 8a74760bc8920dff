package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final ImportOption NO_TESTS =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    /** What Spring writes when the jar is made: there unless the build began anew. */
    private static final ImportOption NOTHING_WRITTEN_AHEAD_OF_TIME = location -> !location.contains("__");

    private static final JavaClasses LECTERN = new ClassFileImporter()
            .withImportOption(NO_TESTS)
            .withImportOption(NOTHING_WRITTEN_AHEAD_OF_TIME)
            .importPackages("lectern");

    private static final JavaClasses VIOLATIONS = new ClassFileImporter()
            .importPackages(
                    "lectern.domain.violation",
                    "lectern.application.violation",
                    "lectern.application.command.violation",
                    "lectern.application.query.violation",
                    "lectern.web.violation",
                    "lectern.redis.violation");

    private static final PathMatcher SOURCES =
            FileSystems.getDefault().getPathMatcher("glob:../**/src/main/java/**.java");

    private static final Pattern NUMBER = Pattern.compile("%[-#+ 0,(]*\\d*(\\.\\d+)?[dfeg]");

    static List<ArchRule> rules() {
        return Architecture.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void lecternKeepsToItsRules(ArchRule rule) {
        rule.allowEmptyShould(false).check(LECTERN);
    }

    /**
     * Written with {@code %s}, a number has the digits of ASCII; with {@code %d} it has those of the machine's language. That
     * letters are not turned into lower case in that language, Error Prone looks after.
     */
    @Test
    void nothingFormatsANumberInTheLanguageOfTheMachine() throws IOException {
        try (var files = Files.walk(Path.of(".."))) {
            var sources = files.filter(SOURCES::matches).toList();
            assertThat(sources)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(
                                    NUMBER.matcher(Files.readString(file)).results())
                            .isEmpty());
        }
        assertThat(NUMBER.matcher("%d %,.2f %05d").results()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsSeenToFail(ArchRule rule) {
        assertThat(rule.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }
}
