package lectern.bootstrap.start;

import java.util.stream.Stream;
import lectern.persistence.UnsuitableDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Has the service say why it can't start, and no more, where it is known: no stack trace. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(StartFailureAnalyzer::saysWhy)
                .findFirst()
                .map(cause -> new FailureAnalysis(cause.getMessage(), null, failure))
                .orElse(null);
    }

    /** What is wrong with a setting is said beginning with its name. */
    private static boolean saysWhy(Throwable cause) {
        return switch (cause) {
            case CannotStart _, UnsuitableDatabase _ -> true;
            case IllegalArgumentException e ->
                e.getMessage() != null
                        && (e.getMessage().startsWith("lectern.")
                                || e.getMessage().startsWith("spring."));
            default -> false;
        };
    }
}
