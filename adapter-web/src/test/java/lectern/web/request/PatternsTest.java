package lectern.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lectern.application.HostileText;
import lectern.web.Contract;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the description says of a text is what the service takes, whichever engine a client has for patterns. */
class PatternsTest {

    private static final int TEXTS = 5_000;
    private static final JsonNode DESCRIPTION = Contract.description();

    /** All that RE2, Java and ECMA-262, with its flag u and without, understand in the same way: see properties.yaml. */
    private static final Pattern PORTABLE =
            Pattern.compile("(?:\\\\x[0-9A-F]{2}|[^\\\\(]|\\((?!\\?))*", Pattern.DOTALL);

    private static final List<String> CHARACTERS = Stream.concat(
                    "aZ0 ~-.:+TZ\"\\\u007f\u0000\n\u0085\u00a0\u00ad\u034f\u115f\u2028\u202e\u2800\u3000\u3164\ufe0f\ufeff\uffa0\ufffb\uffff가é\u0301"
                            .codePoints()
                            .mapToObj(Character::toString),
                    Stream.of(0x1F393, 0x10000, 0x10FFFF, 0xE0041, 0x1D173).map(Character::toString))
            .toList();

    @Test
    void compilesInEveryEngine() {
        var patterns = DESCRIPTION.findValuesAsString("pattern");

        assertThat(patterns).hasSizeGreaterThan(10).allSatisfy(pattern -> {
            assertThat(com.google.re2j.Pattern.compile(pattern).pattern()).isEqualTo(pattern);
            assertThat(Pattern.compile(pattern).pattern()).isEqualTo(pattern);
            assertThat(pattern).matches(PORTABLE).startsWith("^").endsWith("$");
            assertThat(pattern.codePoints()).allMatch(Character::isBmpCodePoint);
        });
    }

    @Test
    void saysWhatATitleIs() {
        var title = Verdict.of("/components/schemas/OpenRequest/properties/title");

        // Nothing beyond the BMP can be named in a class for all engines: what of that is invisible the service alone
        // refuses.
        compare(title, ValueParser.TITLE, PatternsTest::text, PatternsTest::isOfInvisibleOnesBeyondTheBmp);
    }

    @Test
    void saysWhatAUserIdIs() {
        compare(
                Verdict.of("/components/schemas/PassportRequest/properties/userId"),
                ValueParser.USER_ID,
                PatternsTest::text,
                _ -> false);
    }

    @Test
    void saysWhatAnIdempotencyKeyIs() {
        var schema = DESCRIPTION
                .at("/paths/~1lecture~1open/post/parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals("Idempotency-Key"))
                .map(parameter -> parameter.path("schema"))
                .findFirst()
                .orElseThrow();

        compare(new Verdict(schema), ValueParser.IDEMPOTENCY_KEY, PatternsTest::text, _ -> false);
    }

    @Test
    void saysWhatATimeIs() {
        compare(
                Verdict.of("/components/schemas/OpenRequest/properties/startsAt"),
                ValueParser.TIME,
                PatternsTest::time,
                text -> !isADate(text.substring(0, 10)));
    }

    /** Of both sides there have to be enough that are taken, and enough that are not. */
    private static void compare(
            Verdict verdict, ValueParser<?> parser, Function<Random, String> texts, Predicate<String> refusedAnyway) {
        var random = new Random(26);
        int[] taken = {0, 0};
        Stream.concat(
                        HostileText.all().stream(),
                        Stream.generate(() -> texts.apply(random)).limit(TEXTS))
                .forEach(text -> {
                    boolean described = verdict.takes(text) && !refusedAnyway.test(text);
                    taken[described ? 1 : 0]++;
                    assertThat(isTaken(parser, text)).as(escaped(text)).isEqualTo(described);
                });
        assertThat(taken[0]).isGreaterThan(TEXTS / 50);
        assertThat(taken[1]).isGreaterThan(TEXTS / 50);
    }

    private static boolean isTaken(ValueParser<?> parser, String text) {
        try {
            return parser.parse().apply(text) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }

    /** What a schema says of texts. In Java {@code $} is also before the last line break, so all of a text has to match. */
    private record Verdict(JsonNode schema, Pattern java, com.google.re2j.Pattern re2) {

        Verdict(JsonNode schema) {
            var pattern = schema.path("pattern").asString();
            this(schema, Pattern.compile(pattern), com.google.re2j.Pattern.compile(pattern));
        }

        static Verdict of(String pointer) {
            return new Verdict(DESCRIPTION.at(pointer));
        }

        boolean takes(String text) {
            // No JSON text, and no UTF-8, has half a surrogate pair in it.
            if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
                return false;
            }
            boolean matches = java.matcher(text).matches();
            assertThat(re2.matcher(text).find()).as(escaped(text)).isEqualTo(matches);
            int length = text.codePointCount(0, text.length());
            return matches
                    && length >= schema.path("minLength").asInt(0)
                    && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE);
        }
    }

    private static boolean isOfInvisibleOnesBeyondTheBmp(String text) {
        var inTheBmp = new StringBuilder();
        text.codePoints().filter(Character::isBmpCodePoint).forEach(inTheBmp::appendCodePoint);
        return !isTaken(ValueParser.TITLE, inTheBmp.toString())
                && text.codePoints()
                        .filter(Character::isSupplementaryCodePoint)
                        .noneMatch(c -> isTaken(ValueParser.TITLE, Character.toString(c)));
    }

    /** A pattern does not know how long a month is. */
    private static boolean isADate(String text) {
        try {
            return LocalDate.parse(text) != null;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> HostileText.any(random);
            case 1 -> pick(CHARACTERS, random).repeat(pick(List.of(1, 63, 64, 65, 199, 200, 201), random));
            default -> {
                var text = new StringBuilder();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    text.append(random.nextBoolean() ? pick(CHARACTERS, random) : (char) ('!' + random.nextInt(94)));
                }
                yield text.toString();
            }
        };
    }

    private static String time(Random random) {
        var time = new StringBuilder("%s-%s-%s%s%s:%s:%s%s%s"
                .formatted(
                        pick(List.of("0000", "0001", "1999", "2030", "2028", "9998"), random),
                        pick(List.of("01", "02", "12", "06", "02", "11", "00", "13"), random),
                        pick(List.of("01", "28", "29", "30", "31", "10", "00", "32"), random),
                        pick(List.of("T", "T", "T", "t", "t", " "), random),
                        pick(List.of("00", "09", "23", "12", "19", "24"), random),
                        pick(List.of("00", "59", "30", "09", "41", "60"), random),
                        pick(List.of("00", "59", "30", "09", "41", "60"), random),
                        pick(List.of("", "", ".5", ".000001", ".123456789012345678901234567890", ".", ",5"), random),
                        pick(
                                List.of(
                                        "Z",
                                        "z",
                                        "+09:00",
                                        "-00:00",
                                        "+23:59",
                                        "-19:00",
                                        "+24:00",
                                        "+09",
                                        "+0900",
                                        "+09:00:00",
                                        "+09:60",
                                        "",
                                        "[UTC]"),
                                random)));
        if (random.nextInt(5) == 0) {
            int at = random.nextInt(time.length() + 1);
            time.replace(at, Math.min(at + random.nextInt(2), time.length()), pick(CHARACTERS, random));
        }
        return time.toString();
    }

    private static <T> T pick(List<T> among, Random random) {
        return among.get(random.nextInt(among.size()));
    }

    private static String escaped(String text) {
        return HostileText.asJson(text, true);
    }
}
