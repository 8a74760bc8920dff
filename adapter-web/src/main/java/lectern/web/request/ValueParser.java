package lectern.web.request;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import lectern.application.port.IdempotencyKey;
import lectern.application.query.PageSize;
import lectern.domain.Capacity;
import lectern.domain.LectureCode;
import lectern.domain.Title;
import lectern.domain.UserId;
import lectern.web.passport.Role;
import lectern.web.problem.Constraint;
import org.jspecify.annotations.Nullable;

/**
 * Parses one value of a request, and names the constraint that an invalid value breaks.
 *
 * @param isNumber whether the value is a number in JSON; otherwise it is a string
 * @param constraint the constraint that an invalid value breaks
 * @param limits the values that the text of the constraint names
 * @param parse throws a {@link RuntimeException} for an invalid value
 */
record ValueParser<T>(boolean isNumber, Constraint constraint, List<Object> limits, Function<String, T> parse) {

    static final ValueParser<Capacity> CAPACITY = wholeNumber(Capacity.LEAST, Capacity.MOST, Capacity::new);
    static final ValueParser<PageSize> PAGE_SIZE = wholeNumber(PageSize.LEAST, PageSize.MOST, PageSize::new);
    static final ValueParser<Title> TITLE = text(Constraint.NOT_A_TITLE, Title::new, Title.MOST);
    static final ValueParser<UserId> USER_ID = text(Constraint.NOT_A_USER_ID, UserId::new, UserId.MOST);
    static final ValueParser<IdempotencyKey> IDEMPOTENCY_KEY =
            text(Constraint.NOT_A_KEY, IdempotencyKey::new, IdempotencyKey.MOST);
    static final ValueParser<Role> ROLE = text(Constraint.NOT_A_ROLE, Role::of);
    static final ValueParser<LectureCode> LECTURE_CODE =
            text(Constraint.NOT_A_UUID, text -> new LectureCode(uuid(text)));
    static final ValueParser<Instant> TIME = text(Constraint.NOT_A_TIME, ValueParser::time);

    private static final Pattern TIMESTAMP =
            Pattern.compile("(?<date>\\d{4}-\\d\\d-\\d\\d)[Tt](?<time>\\d\\d:\\d\\d:\\d\\d)"
                    + "(\\.(?<fraction>\\d+))?(?<offset>[Zz]|[+-]\\d\\d:\\d\\d)");

    static <T> ValueParser<T> text(Constraint constraint, Function<String, T> parse, Object... limits) {
        return new ValueParser<>(false, constraint, List.of(limits), parse);
    }

    private static <T> ValueParser<T> wholeNumber(int least, int most, IntFunction<T> parse) {
        return new ValueParser<>(
                true, Constraint.NOT_A_WHOLE_NUMBER, List.of(least, most), text -> parse.apply(wholeNumber(text)));
    }

    /** In plain decimal only: {@link Integer#parseInt} also takes signs, leading zeros, and digits of other scripts. */
    private static int wholeNumber(String text) {
        int number = Integer.parseInt(text);
        if (!Integer.toString(number).equals(text)) {
            throw new IllegalArgumentException("not the plain form of a number");
        }
        return number;
    }

    /** The canonical form only: {@link UUID#fromString} also takes shorter ones. */
    private static UUID uuid(String text) {
        var uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not the canonical form of a UUID");
        }
        return uuid;
    }

    /**
     * In the format of RFC 3339. {@link java.time.OffsetDateTime#parse} would also take offsets of hours alone, and would refuse
     * offsets beyond 18 hours. Leap seconds are refused, since they are not known ahead. Fractions are cut to microseconds, the
     * precision in which times are stored.
     */
    private static Instant time(String text) {
        var parts = TIMESTAMP.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a time with an offset");
        }
        var local = LocalDateTime.parse(parts.group("date") + 'T' + parts.group("time"));
        var time = local.minus(offset(parts.group("offset"))).plus(micros(parts.group("fraction")), ChronoUnit.MICROS);
        if (time.getYear() > 9999) {
            throw new IllegalArgumentException("not a year of four digits");
        }
        return time.toInstant(ZoneOffset.UTC);
    }

    private static Duration offset(String text) {
        if (text.equalsIgnoreCase("Z")) {
            return Duration.ZERO;
        }
        var offset = Duration.between(LocalTime.MIN, LocalTime.parse(text.substring(1)));
        return text.startsWith("-") ? offset.negated() : offset;
    }

    private static int micros(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6));
    }
}
