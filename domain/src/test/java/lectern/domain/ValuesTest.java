package lectern.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    /** One character as a reader counts, two in Java's {@code char}s. */
    private static final String CAP = "\ud83c\udf93";

    @Nested
    class ACapacity {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 99_999, 100_000})
        void isOneToAHundredThousand(int seats) {
            assertThat(new Capacity(seats).seats()).isEqualTo(seats);
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 100_001, Integer.MAX_VALUE})
        void isNothingElse(int seats) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Capacity(seats));
        }
    }

    @Nested
    class ATitle {

        @ParameterizedTest
        @ValueSource(strings = {"A", "선형대수 1강", " spaces around ", "a\u00a0b", "\u200fright to left"})
        void isKeptToTheLetter(String text) {
            assertThat(new Title(text).value()).isEqualTo(text);
            assertThat(new Title(text)).hasToString(text);
        }

        @Test
        void hasUpTo200CharactersAsAReaderCountsThem() {
            assertThat(new Title("a".repeat(200)).value()).hasSize(200);
            assertThat(new Title(CAP.repeat(200)).value()).hasSize(400);

            assertThatIllegalArgumentException().isThrownBy(() -> new Title("a".repeat(201)));
            assertThatIllegalArgumentException().isThrownBy(() -> new Title(CAP.repeat(201)));
        }

        @ParameterizedTest
        @ValueSource(
                ints = {
                    ' ', 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x180E, 0x2000, 0x200B, 0x200D,
                    0x200F, 0x2028, 0x2029, 0x202E, 0x202F, 0x205F, 0x2060, 0x2065, 0x2069, 0x206F, 0x2800, 0x2D7F,
                    0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFFB, 0x1107F, 0x11A47, 0x11A99, 0x13430, 0x1343F,
                    0x13441, 0x13442, 0x16FE4, 0x1BCA0, 0x1D159, 0x1D17A, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF,
                    0xE0FFF
                })
        void isNotOnlyOfWhatNobodySees(int invisible) {
            var blank = Character.toString(invisible);

            assertThatIllegalArgumentException().isThrownBy(() -> new Title(blank));
            assertThatIllegalArgumentException().isThrownBy(() -> new Title(" \u3000" + blank + blank + '\ufeff'));
            assertThat(new Title(blank + "A" + blank).value()).hasSizeGreaterThan(2);
        }

        @ParameterizedTest
        @ValueSource(
                ints = {
                    '.', 0xA1, 0x301, 0x20DD, 0x2010, 0x2030, 0x27FF, 0x2801, 0x3001, 0x3131, 0xFFFC, 0xFFFD, 0x1F600,
                    0x2F800, 0xF0000, 0x10FFFF
                })
        void mayBeOneMarkThatIsSeen(int visible) {
            assertThat(new Title(Character.toString(visible)).value()).isNotEmpty();
        }

        @Test
        void isNotBlankToJavaEither() {
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                    var blank = Character.toString(c);
                    assertThatIllegalArgumentException().as("%x", c).isThrownBy(() -> new Title(blank));
                }
            }
        }
    }

    @Nested
    class AUserId {

        @ParameterizedTest
        @ValueSource(strings = {"u", "kim@example.org", "김선생", " ", "auth0|1234"})
        void isKeptToTheLetter(String text) {
            assertThat(new UserId(text).value()).isEqualTo(text);
            assertThat(new UserId(text)).hasToString(text);
        }

        @Test
        void hasUpTo64CharactersAsAReaderCountsThem() {
            assertThat(new UserId("a".repeat(64)).value()).hasSize(64);
            assertThat(new UserId(CAP.repeat(64)).value()).hasSize(128);

            assertThatIllegalArgumentException().isThrownBy(() -> new UserId(""));
            assertThatIllegalArgumentException().isThrownBy(() -> new UserId("a".repeat(65)));
            assertThatIllegalArgumentException().isThrownBy(() -> new UserId(CAP.repeat(65)));
        }

        @Test
        void isAnotherUserInAnotherRole() {
            assertThat(Teacher.of("kim").id()).isEqualTo(Student.of("kim").id());
            assertThat((User) Teacher.of("kim")).isNotEqualTo(Student.of("kim"));
        }
    }

    @Nested
    class ATextFromOutside {

        @ParameterizedTest
        @MethodSource("lectern.domain.ValuesTest#unclean")
        void hasNoControlCharactersAndNoHalfOfASurrogatePair(String text) {
            for (Function<String, Object> type :
                    Stream.<Function<String, Object>>of(Title::new, UserId::new).toList()) {
                assertThatIllegalArgumentException().isThrownBy(() -> type.apply(text));
                assertThatIllegalArgumentException().isThrownBy(() -> type.apply("before" + text));
                assertThatIllegalArgumentException().isThrownBy(() -> type.apply(text + "after"));
            }
        }
    }

    static Stream<String> unclean() {
        return Stream.of("\0", "\t", "\n", "\r", "\u001b[31m", "\u007f", "\u0085", "\ud83c", "\udf93", "\udf93\ud83c");
    }

    @Nested
    class AnId {

        @Test
        void isShownAsItsUuid() {
            var uuid = new UUID(1, 2);

            assertThat(new LectureId(uuid)).hasToString("00000000-0000-0001-0000-000000000002");
            assertThat(new LectureCode(uuid)).hasToString("00000000-0000-0001-0000-000000000002");
        }
    }
}
