package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
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

    static List<ArchRule> rules() {
        return Architecture.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void lecternKeepsToItsRules(ArchRule rule) {
        rule.allowEmptyShould(false).check(LECTERN);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsSeenToFail(ArchRule rule) {
        assertThat(rule.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }
}
