package lectern.bootstrap.start;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lectern.application.Bounds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;

/**
 * One setting of Lectern's own, as a record of properties declares it.
 *
 * @param name such as {@code lectern.line.deadline}
 * @param type of its value; of each of its values, if it is a list
 * @param bounds inclusive; null when any value of the type will do
 */
record Setting(
        String name,
        Class<?> type,
        boolean isList,
        @Nullable Bounds bounds) {

    private static final ConversionService CONVERSION = ApplicationConversionService.getSharedInstance();

    private static final String OURS = "lectern.";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");
    private static final Pattern ZERO = Pattern.compile("[+-]?0+");

    /** The settings of a record, and of the records in it. */
    static Stream<Setting> in(String prefix, Class<?> properties) {
        return Stream.of(properties.getRecordComponents()).flatMap(component -> in(prefix, component));
    }

    private static Stream<Setting> in(String prefix, RecordComponent component) {
        var name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
        boolean isList = Collection.class.isAssignableFrom(component.getType());
        var type = isList
                ? ResolvableType.forType(component.getGenericType())
                        .getGeneric()
                        .toClass()
                : component.getType();
        return isGroup(type)
                ? in(name, type)
                : Stream.of(new Setting(name, type, isList, component.getAnnotation(Bounds.class)));
    }

    private static boolean isGroup(Class<?> type) {
        return type.isRecord() && !CONVERSION.canConvert(String.class, type);
    }

    /**
     * The problem with a value, if there is one.
     *
     * @param value with all placeholders resolved
     */
    Optional<String> problem(String value) {
        if (value.isBlank()) {
            return mayBeEmpty()
                    ? Optional.empty()
                    : Optional.of("%s is empty: give it a value, or leave it out".formatted(name));
        }
        if (type.getPackageName().startsWith(OURS)) {
            return refusal(value).map(why -> name + " " + why);
        }
        // A text is never repeated: it may be a secret.
        return fits(value)
                ? Optional.empty()
                : Optional.of("%s is \"%s\": it has to be %s".formatted(name, value, expected()));
    }

    private boolean mayBeEmpty() {
        return isList || name.endsWith(".password");
    }

    /** What a type of ours objects to a value. The type knows whether the value is a secret. */
    private Optional<String> refusal(String value) {
        try {
            var _ = CONVERSION.convert(value, type);
            return Optional.empty();
        } catch (ConversionFailedException e) {
            return Optional.of(
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
        }
    }

    private boolean fits(String value) {
        try {
            if (type == Duration.class) {
                return isWithinBounds(value, Setting::duration);
            }
            if (type == int.class) {
                return isWithinBounds(value, Setting::number);
            }
            if (type == Path.class) {
                var _ = Path.of(value);
            } else if (type != String.class) {
                var _ = CONVERSION.convert(value, type);
            }
            return true;
        } catch (IllegalArgumentException | ConversionException _) {
            return false;
        }
    }

    private <T extends Comparable<T>> boolean isWithinBounds(String text, Function<String, T> parser) {
        var value = parser.apply(text);
        return bounds == null
                || (value.compareTo(parser.apply(bounds.min())) >= 0
                        && value.compareTo(parser.apply(bounds.max())) <= 0);
    }

    /** Spring Boot takes a number without a unit for milliseconds. */
    private static Duration duration(String text) {
        if (ZERO.matcher(text).matches()) {
            return Duration.ZERO;
        }
        if (NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("no unit");
        }
        return DurationStyle.detectAndParse(text);
    }

    /** Spring Boot cuts a fraction off. */
    private static Long number(String text) {
        return Long.valueOf(text.strip());
    }

    private String expected() {
        var what = switch (type.getSimpleName()) {
            case "Duration" -> "a time with its unit (ms, s, m, h or d)";
            case "int" -> "a whole number";
            case "boolean" -> "true or false";
            case "Path" -> "a path, in letters of the locale (LC_ALL=C.UTF-8 has all of them)";
            default -> "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
        };
        return bounds == null ? what : "%s from %s to %s".formatted(what, bounds.min(), bounds.max());
    }
}
