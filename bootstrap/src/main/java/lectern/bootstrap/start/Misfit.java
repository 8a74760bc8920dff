package lectern.bootstrap.start;

import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;

/** The objections of a record of properties to its values. */
final class Misfit {

    private Misfit() {}

    /** Lines that each begin with the name of a setting. */
    static Stream<String> lines(BindException e) {
        // The message of a value begins with a verb, the message of a record with the name of a component.
        var separator = e.getCause() instanceof ConversionFailedException ? " " : ".";
        var cause = NestedExceptionUtils.getMostSpecificCause(e);
        var why = String.valueOf(cause.getMessage());
        return switch (cause) {
            // A value where a group of settings is: its name is refused.
            case ConverterNotFoundException _ -> Stream.empty();
            case IllegalArgumentException _ -> why.lines().map(line -> e.getName() + separator + line);
            default -> Stream.of(e.getName() + ": " + why);
        };
    }
}
