package lectern.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import lectern.persistence.UnsuitableDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanCreationException;

class StartFailureAnalyzerTest {

    private final StartFailureAnalyzer analyzer = new StartFailureAnalyzer();

    @ParameterizedTest
    @MethodSource("known")
    void saysWhyAndNoMore(RuntimeException why) {
        var analysis = analyzer.analyze(new BeanCreationException("some bean", "can't be made", why));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo(why.getMessage());
        assertThat(analysis.getAction()).isNull();
    }

    static Stream<RuntimeException> known() {
        return Stream.of(
                new CannotStart("Postgres does not start"),
                new UnsuitableDatabase("The database at db:5432/lectern is a standby"),
                new IllegalArgumentException("lectern.retention has to be longer"),
                new IllegalArgumentException("spring.datasource.hikari.read-only has to be false"));
    }

    @Test
    void leavesTheRestToOthers() {
        assertThat(analyzer.analyze(new IllegalArgumentException("no setting"))).isNull();
        assertThat(analyzer.analyze(new IllegalArgumentException((String) null)))
                .isNull();
        assertThat(analyzer.analyze(new IllegalStateException("lectern."))).isNull();
    }
}
