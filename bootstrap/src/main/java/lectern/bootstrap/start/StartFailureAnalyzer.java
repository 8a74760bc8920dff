package lectern.bootstrap.start;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;
import lectern.persistence.UnsuitableDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.json.JsonParseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.PlaceholderResolutionException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Logs the reason of a failed start in one line, without a stack trace, where it is known. It comes first, since other analyzers see only a part of the reason. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {

    private static final String OURS = "lectern.";

    /** Spring Boot says which port that is. */
    private static final String IN_USE = "Address already in use";

    private static final String FULL = "No space left on device";
    private static final String WRITTEN_TO = "The service writes to lectern.data and to java.io.tmpdir";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> why(cause).stream())
                .findFirst()
                .map(why -> new FailureAnalysis(why, null, failure))
                .orElse(null);
    }

    private static Optional<String> why(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case CannotStart e -> e.getMessage();
                    // Before settings are checked.
                    case PlaceholderResolutionException e ->
                        "The placeholder ${%s} has no value, or leads back to itself".formatted(e.getPlaceholder());
                    // After it: of what the local profile keeps.
                    case org.springframework.boot.context.properties.bind.BindException e
                    when e.getName().toString().startsWith(OURS) ->
                        Misfit.lines(e).collect(joining(System.lineSeparator()));
                    case UnsuitableDatabase e -> e.getMessage();
                    // The rest of it may be a secret.
                    case IllegalArgumentException e
                    when isAboutAnArgument(e.getMessage()) ->
                        "--=… is not an option: an option has a name, as in --lectern.retention=10d";
                    // What is wrong with a setting is said beginning with its name.
                    case IllegalArgumentException e when isAboutASetting(e.getMessage()) -> e.getMessage();
                    // Its message quotes the line, which may be a secret.
                    case MarkedYAMLException e ->
                        "An application.yaml, or another configuration file, is not YAML that can be read%s: %s"
                                .formatted(line(e), e.getProblem());
                    case JsonParseException _ -> "SPRING_APPLICATION_JSON is not JSON that can be read";
                    case IllegalStateException e
                    when isAboutTls(e.getMessage()) ->
                        "server.ssl.enabled is true without a certificate: server.ssl.bundle or server.ssl.certificate has to be set";
                    case FileSystemException e ->
                        "%s can't be used: %s. %s".formatted(e.getFile(), reason(e), WRITTEN_TO);
                    case IOException e when FULL.equals(e.getMessage()) -> FULL + ". " + WRITTEN_TO;
                    case BindException e
                    when !IN_USE.equals(e.getMessage()) ->
                        "%s: server.address has to be an address of this machine, and server.port one that it may take"
                                .formatted(e.getMessage());
                    default -> null;
                });
    }

    private static String line(MarkedYAMLException e) {
        var mark = e.getProblemMark();
        return mark == null ? "" : ", see line " + (mark.getLine() + 1);
    }

    private static boolean isAboutTls(@Nullable String message) {
        return message != null && message.startsWith("SSL is enabled but no trust material");
    }

    private static boolean isAboutAnArgument(@Nullable String message) {
        return message != null && message.startsWith("Invalid argument syntax: --");
    }

    private static boolean isAboutASetting(@Nullable String message) {
        return message != null && (message.startsWith(OURS) || message.startsWith("spring."));
    }

    private static @Nullable String reason(FileSystemException e) {
        return switch (e) {
            case AccessDeniedException _ -> "access is denied";
            case FileAlreadyExistsException _ -> "it is a file";
            case NoSuchFileException _ -> "it does not exist";
            default -> e.getReason();
        };
    }
}
