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
import lectern.web.problem.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a request has to look like, and what it means.
 *
 * @param isNumber whether it is a number where it is sent as JSON; a text otherwise
 * @param fault what is wrong with everything else
 * @param limits what the text about the fault has to name
 * @param read throws a {@link RuntimeException} for everything else
 */
record Form<T>(boolean isNumber, Fault fault, List<Object> limits, Function<String, T> read) {

    static final Form<Capacity> CAPACITY = wholeNumber(Capacity.LEAST, Capacity.MOST, Capacity::new);
    static final Form<PageSize> PAGE_SIZE = wholeNumber(PageSize.LEAST, PageSize.MOST, PageSize::new);
    static final Form<Title> TITLE = text(Fault.NOT_A_TITLE, Title::new, Title.MOST);
    static final Form<UserId> USER_ID = text(Fault.NOT_A_USER_ID, UserId::new, UserId.MOST);
    static final Form<IdempotencyKey> IDEMPOTENCY_KEY = text(Fault.NOT_A_KEY, IdempotencyKey::new, IdempotencyKey.MOST);
    static final Form<Role> ROLE = text(Fault.NOT_A_ROLE, Role::of);
    static final Form<LectureCode> LECTURE_CODE = text(Fault.NOT_A_UUID, text -> new LectureCode(uuid(text)));
    static final Form<Instant> TIME = text(Fault.NOT_A_TIME, Form::time);

    private static final Pattern TIMESTAMP =
            Pattern.compile("(?<date>\\d{4}-\\d\\d-\\d\\d)[Tt](?<time>\\d\\d:\\d\\d:\\d\\d)"
                    + "(\\.(?<fraction>\\d+))?(?<offset>[Zz]|[+-]\\d\\d:\\d\\d)");

    static <T> Form<T> text(Fault fault, Function<String, T> read, Object... limits) {
        return new Form<>(false, fault, List.of(limits), read);
    }

    private static <T> Form<T> wholeNumber(int least, int most, IntFunction<T> read) {
        return new Form<>(true, Fault.NOT_A_WHOLE_NUMBER, List.of(least, most), text -> read.apply(wholeNumber(text)));
    }

    /** In plain decimal only: {@link Integer#parseInt} also takes signs, zeros in front, and digits of other scripts. */
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
     * As RFC 3339 has it: {@link java.time.OffsetDateTime#parse} also takes offsets of hours alone, and none beyond 18 hours. No
     * leap seconds, which are not known ahead. To the microsecond, which is all that is kept of times.
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
