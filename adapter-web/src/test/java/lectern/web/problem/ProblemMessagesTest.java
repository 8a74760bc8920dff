package lectern.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemMessagesTest {

    private static final String ENGLISH = "problems.properties";
    private static final String KOREAN = "problems_ko.properties";

    private final ProblemMessages texts = new ProblemMessages();

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, KOREAN})
    void saysSomethingAboutEachCodeAndEachFaultAndAboutNothingElse(String bundle) {
        var needed = Stream.concat(
                        Arrays.stream(Code.values()).flatMap(code -> Stream.of("title." + code, "detail." + code)),
                        Arrays.stream(Constraint.values()).map(constraint -> "constraint." + constraint))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(new TreeSet<>(load(bundle).stringPropertyNames())).isEqualTo(needed);
        assertThat(load(bundle).values())
                .allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    @Test
    void namesTheSameFactsInBothLanguages() {
        var english = load(ENGLISH);
        var korean = load(KOREAN);

        for (var key : english.stringPropertyNames()) {
            assertThat(placeholders(korean.getProperty(key))).as(key).isEqualTo(placeholders(english.getProperty(key)));
        }
    }

    /** One apostrophe makes a placeholder behind it disappear. */
    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, KOREAN})
    void hasNoApostrophes(String bundle) {
        assertThat(load(bundle).values())
                .allSatisfy(text -> assertThat((String) text).doesNotContain("'"));
    }

    @Test
    void isWrittenInTheLanguageThatItIsSaidToBeIn() {
        var hangul = Pattern.compile("\\p{IsHangul}");

        assertThat(load(KOREAN).values())
                .allSatisfy(text -> assertThat((String) text).containsPattern(hangul));
        assertThat(load(ENGLISH).values())
                .allSatisfy(text -> assertThat((String) text).doesNotContainPattern(hangul));
    }

    @Test
    void fillsInTheFacts() {
        assertThat(texts.detail(Problem.of(Code.LECTURE_FULL, 1000), Locale.KOREAN))
                .isEqualTo("정원 1,000명의 자리가 모두 찼습니다.");
        assertThat(texts.message(new Violation("x", Constraint.NOT_A_WHOLE_NUMBER, 1, 100), Locale.ENGLISH))
                .isEqualTo("must be a whole number from 1 to 100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ko",
                "ko-KR",
                "ko-*",
                "KO",
                "ko-KR,ko;q=0.9,en;q=0.8",
                "fr, ko;q=0.5",
                "en;q=0.1, ko;q=0.2",
                "ko, en",
                "en;q=0.001,ko ; Q=0.002",
                "en;q=0, *",
                "en;q=2, ko;q=0.1",
                "한국어, ;;;,, ko"
            })
    void speaksKoreanToThoseWhoPreferIt(String accepted) {
        assertThat(language(accepted)).isEqualTo(Locale.KOREAN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en",
                "en-GB, ko;q=0.5",
                "fr",
                "*",
                "",
                ";;;",
                "ko;q=x",
                "ko;q=2",
                "ko;q=-1",
                "ko;q=NaN",
                "ko;q=",
                "ko;q=0",
                "ko;q=0.000, *",
                "*, ko",
                "en, ko",
                "*-KR",
                "kok",
                "한국어",
                "x-klingon",
                "\u0000",
                "ko;q=0.1, en;q=0.2"
            })
    void speaksEnglishToAllOthers(String accepted) {
        assertThat(language(accepted)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void readsEveryRangeOfEveryLine() {
        assertThat(language("x,".repeat(1000) + "ko")).isEqualTo(Locale.KOREAN);
        assertThat(language("fr", "ko;q=0.5", "de")).isEqualTo(Locale.KOREAN);
        assertThat(language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void speaksEnglishWhateverTheJvmSpeaks() {
        assertThat(languageOf(new OnAKoreanJvm())).isEqualTo(Locale.ENGLISH);
        assertThat(languageOf(new OnAKoreanJvm(), "")).isEqualTo(Locale.ENGLISH);
        assertThat(languageOf(new OnAKoreanJvm(), "ko;q=0")).isEqualTo(Locale.ENGLISH);
    }

    /** Tomcat takes the language of its JVM where it finds none. */
    private static final class OnAKoreanJvm extends MockHttpServletRequest {

        @Override
        public Locale getLocale() {
            return Locale.KOREA;
        }

        @Override
        public Enumeration<Locale> getLocales() {
            return Collections.enumeration(List.of(Locale.KOREA));
        }
    }

    private Locale language(String... lines) {
        return languageOf(new MockHttpServletRequest(), lines);
    }

    private Locale languageOf(MockHttpServletRequest request, String... lines) {
        Arrays.stream(lines).forEach(line -> request.addHeader("Accept-Language", line));
        return texts.languageFor(request);
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\{[^}]*}")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties load(String bundle) {
        try (var stream = Objects.requireNonNull(ProblemMessages.class.getResourceAsStream("/lectern/web/" + bundle));
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
