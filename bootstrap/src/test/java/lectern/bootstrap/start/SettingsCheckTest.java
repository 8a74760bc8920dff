package lectern.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lectern.application.Bounds;
import lectern.application.Contradictions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsCheckTest {

    /** One of each type. */
    @ConfigurationProperties("lectern")
    record Some(
            @DefaultValue("30d") @Bounds(min = "1h", max = "400d")
            Duration retention,

            @DefaultValue("1s") @Bounds(min = "0s", max = "1m")
            Duration longHint,

            @DefaultValue("./data") Path data,
            @Nullable String password,
            @Nullable String userKeys,
            @DefaultValue Set<Word> origins,
            @Nullable Word word,
            @DefaultValue Pool pool) {}

    /** Reads what it is given. */
    record Word(String letters) {

        public static Word of(String given) {
            if (!given.matches("[a-z]+")) {
                throw new IllegalArgumentException(
                        "has %d characters that are not all letters".formatted(given.length()));
            }
            return new Word(given);
        }
    }

    record Pool(
            @DefaultValue("8") @Bounds(min = "1", max = "200")
            int size,

            @DefaultValue("true") boolean open,

            @DefaultValue("1") @Bounds(min = "1", max = "200")
            int idle) {

        Pool {
            new Contradictions()
                    .unless(idle <= size, "idle is %d: it has to be at most size, which is %d".formatted(idle, size))
                    .unless(open || size == 8, "open is false: size has to be left out then")
                    .refuse();
        }
    }

    /** Reads a setting that the other reads too. */
    @ConfigurationProperties("lectern.pool")
    record More(@DefaultValue("8") int size) {}

    @Nested
    class Values {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "30",
                    "-1d",
                    "0",
                    "0s",
                    "59m",
                    "401d",
                    "99999999999d",
                    "9999999999999999999999d",
                    "abc",
                    "5 apples",
                    "1.5d",
                    "30 d",
                    "P",
                    "PT",
                    "${nothing}",
                    "1w"
                })
        void ofATimeThatCannotBeAreRefusedWithTheirBounds(String value) {
            assertThat(given("lectern.retention", value))
                    .containsExactly(
                            "lectern.retention is \"%s\": it has to be a time with its unit (ms, s, m, h or d) from 1h to 400d"
                                    .formatted(value));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1h", "400d", "3600000ms", "60m", "PT1H", "P30D", "30D", "+30d"})
        void ofATimeThatFitAreTaken(String value) {
            assertThat(given("lectern.retention", value)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "0ms", "PT0S"})
        void ofNoTimeNeedNoUnit(String value) {
            assertThat(given("lectern.long-hint", value)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0", "-1", "201", "99999999999", "99999999999999999999", "8.5", "eight", "1e2", "0x10", "8s"
                })
        void ofANumberThatCannotBeAreRefusedWithTheirBounds(String value) {
            assertThat(given("lectern.pool.size", value))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "lectern.pool.size is \"%s\": it has to be a whole number from 1 to 200".formatted(value));
        }

        @Test
        void ofAFileComeWithTheirTypes() {
            assertThat(given("lectern.pool.size", 8)).isEmpty();
            assertThat(given("lectern.pool.size", 8.5)).hasSize(1);
            assertThat(given("lectern.retention", 30)).hasSize(1);
            assertThat(given("lectern.pool.open", false)).isEmpty();
        }

        @Test
        void ofATruthAreTrueOrFalse() {
            assertThat(given("lectern.pool.open", "maybe"))
                    .singleElement()
                    .asString()
                    .startsWith("lectern.pool.open is \"maybe\": it has to be true or false");
            assertThat(given("lectern.pool.open", "FALSE")).isEmpty();
        }

        @Test
        void ofAPathMustBeAPath() {
            assertThat(given("lectern.data", "a\0b"))
                    .singleElement()
                    .asString()
                    .startsWith("lectern.data is \"a\0b\": it has to be a path");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "lectern.retention",
                    "lectern.pool.size",
                    "lectern.pool.open",
                    "lectern.data",
                    "lectern.user-keys"
                })
        void mayNotBeEmpty(String name) {
            assertThat(given(name, ""))
                    .singleElement()
                    .asString()
                    .startsWith(name + " is empty: give it a value, or leave it out");
            assertThat(given(name, " ")).hasSize(1);
        }

        @Test
        void mayBeEmptyWhereThatMeansNone() {
            assertThat(given("lectern.password", "")).isEmpty();
            assertThat(given("lectern.origins", "")).isEmpty();
        }

        @Test
        void areShownAsThePlaceholdersInThemSay() {
            assertThat(problems(Map.of("lectern.retention", "${days}", "days", "30"), Map.of()))
                    .singleElement()
                    .asString()
                    .startsWith("lectern.retention is \"30\"");
            assertThat(problems(Map.of("lectern.retention", "${days}", "days", "30d"), Map.of()))
                    .isEmpty();
        }

        @Test
        void thatDoNotGoTogetherAreRefusedByTheRecordThatHasThem() {
            assertThat(given("lectern.pool.idle", "9"))
                    .containsExactly("lectern.pool.idle is 9: it has to be at most size, which is 8");
        }

        @Test
        void thatDoNotGoTogetherAreAllNamed() {
            assertThat(problems(
                            Map.of("lectern.pool.idle", "9", "lectern.pool.size", "7", "lectern.pool.open", "false"),
                            Map.of()))
                    .containsExactly(
                            "lectern.pool.idle is 9: it has to be at most size, which is 7",
                            "lectern.pool.open is false: size has to be left out then");
        }

        @Test
        void ofATypeOfOursAreRefusedByIt() {
            assertThat(given("lectern.word", "hush1"))
                    .containsExactly("lectern.word has 5 characters that are not all letters");
            assertThat(problems(Map.of(), Map.of("LECTERN_WORD", "hush1")))
                    .containsExactly("lectern.word has 5 characters that are not all letters (LECTERN_WORD)");
            assertThat(given("lectern.word", "word")).isEmpty();
            assertThat(given("lectern.word.letters", "word")).hasSize(1);
        }

        @Test
        void ofAListAreRefusedOneByOneInTheirOrder() {
            assertThat(given("lectern.origins", "a1, ok, b12, c123"))
                    .containsExactly(
                            "lectern.origins has 2 characters that are not all letters",
                            "lectern.origins has 3 characters that are not all letters",
                            "lectern.origins has 4 characters that are not all letters");
            assertThat(problems(Map.of("lectern.origins[0]", "b12", "lectern.origins[1]", "a1"), Map.of()))
                    .containsExactly(
                            "lectern.origins has 3 characters that are not all letters",
                            "lectern.origins has 2 characters that are not all letters");
            assertThat(given("lectern.origins", "a,,b")).hasSize(1);
            assertThat(given("lectern.origins[1]", "a")).hasSize(1);
        }

        @Test
        void areJudgedBesideOthersOfTheirRecordThatCannotBe() {
            assertThat(problems(
                            Map.of("lectern.word", "hush1", "lectern.retention", "30", "lectern.origins", "a1"),
                            Map.of()))
                    .hasSize(3);
        }

        @Test
        void areAllNamedAtOnceAndEachOnce() {
            assertThat(problems(Map.of("lectern.pool.size", "0", "lectern.retention", "x"), Map.of("LECTERN_DATE", "")))
                    .hasSize(3);
        }

        @Test
        void ofTheEnvironmentAreNamedWithTheirVariable() {
            assertThat(problems(Map.of(), Map.of("LECTERN_RETENTION", "30")))
                    .singleElement()
                    .asString()
                    .startsWith("lectern.retention is \"30\"")
                    .endsWith(" (LECTERN_RETENTION)");
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @CsvSource({
            "lectern.retension, lectern.retention",
            "lectern.Retension, lectern.retention",
            "lectern.pool.sise, lectern.pool.size",
            "lectern.size, lectern.pool.size",
            "lectern.user-key, lectern.user-keys",
            "lectern.pool.retention, lectern.retention",
            "lectern.data[0], lectern.data",
            "lectern.origin[0], lectern.origins"
        })
        void thatAreNoneAreRefusedAndTheLikeliestIsNamed(String name, String meant) {
            assertThat(given(name, "hush"))
                    .containsExactly("%s is not a setting of Lectern: did you mean %s?".formatted(name, meant));
        }

        @ParameterizedTest
        @CsvSource({
            "LECTERN_RETENSION, LECTERN_RETENTION",
            "LECTERN_USER_KEY, LECTERN_USERKEYS",
            "LECTERN_POOLSIZE, LECTERN_POOL_SIZE",
            "lectern_retension, LECTERN_RETENTION",
            "LECTERN_DATA_0, LECTERN_DATA"
        })
        void ofTheEnvironmentThatAreNoneAreRefused(String name, String meant) {
            assertThat(problems(Map.of(), Map.of(name, "hush")))
                    .containsExactly("%s is not a setting of Lectern: did you mean %s?".formatted(name, meant));
        }

        @Test
        void thatAreLikeNoneAreRefusedAsWell() {
            assertThat(given("lectern.unheard.of", "hush"))
                    .containsExactly("lectern.unheard.of is not a setting of Lectern");
            assertThat(given("lectern.pool", "hush")).hasSize(1);
            assertThat(problems(Map.of(), Map.of("LECTERN", "hush"))).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "lectern.user-keys",
                    "lectern.userKeys",
                    "lectern.user_keys",
                    "lectern.USERKEYS",
                    "lectern.origins[0]",
                    "lecterns.else",
                    "other.lectern",
                    "LECTERN.POOL.OPEN"
                })
        void areTakenAsSpringBootTakesThem(String name) {
            assertThat(given(name, "true")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "LECTERN_USERKEYS",
                    "LECTERN_USER_KEYS",
                    "lectern_userkeys",
                    "lectern.user-keys",
                    "LECTERN_ORIGINS",
                    "LECTERN_ORIGINS_0",
                    "LECTERNS_ELSE",
                    "MY_LECTERN"
                })
        void ofTheEnvironmentAreTakenAsSpringBootTakesThem(String name) {
            assertThat(problems(Map.of(), Map.of(name, "true"))).isEmpty();
        }

        @Test
        void thatKubernetesPutsIntoTheEnvironmentAreNoSettings() {
            assertThat(problems(
                            Map.of(),
                            Map.of(
                                    "LECTERN_SERVICE_HOST", "10.0.0.1",
                                    "LECTERN_SERVICE_PORT", "3000",
                                    "LECTERN_SERVICE_PORT_HTTP_WEB", "3000",
                                    "LECTERN_PORT", "tcp://10.0.0.1:3000",
                                    "LECTERN_PORT_3000_TCP", "tcp://10.0.0.1:3000",
                                    "LECTERN_PORT_3000_TCP_PROTO", "tcp",
                                    "LECTERN_PORT_3000_TCP_PORT", "3000",
                                    "LECTERN_PORT_3000_TCP_ADDR", "10.0.0.1",
                                    "LECTERN_REDIS_PORT", "tcp://10.0.0.2:6379",
                                    "LECTERN_REDIS_MASTER_PORT_6379_TCP_ADDR", "10.0.0.2")))
                    .isEmpty();
            assertThat(problems(Map.of(), Map.of("LECTERN_PORT", "3000"))).hasSize(1);
        }

        @Test
        void ofAnEmptyPartOfAFileAreNone() {
            assertThat(given("lectern.pool", "")).isEmpty();
            assertThat(given("lectern", "")).isEmpty();
        }
    }

    @Nested
    class Arguments {

        @ParameterizedTest
        @CsvSource({
            "--lectern.data=A, --lectern.data=B, --lectern.data",
            "--lectern.data=A, --lectern.data=A, --lectern.data",
            "--server.port=1, --server.port=2, --server.port",
            "--spring.profiles.active=prod, --spring.profiles.active=hush, --spring.profiles.active",
            "--lectern.origins=hush, --lectern.origins=b, --lectern.origins",
            "--lectern.user-keys=hush, --lectern.userKeys=hush, '--lectern.user-keys, --lectern.userKeys'",
            "--lectern.user_keys=hush, --lectern.USER-KEYS=hush, '--lectern.USER-KEYS, --lectern.user_keys'"
        })
        void thatGiveASettingTwiceAreRefused(String one, String other, String named) {
            assertThat(arguments("--lectern.retention=1d", one, other))
                    .containsExactly(
                            named
                                    + " is given more than once: it has to be given once; the values of a list are separated by commas");
        }

        @Test
        void thatAreNoOptionsAreRefused() {
            assertThat(arguments("lectern.word=hush", "-x", "--debug"))
                    .containsExactly(
                            "lectern.word=… is not an option: options begin with --",
                            "-x is not an option: options begin with --");
        }

        @Test
        void thatGiveEachSettingOnceAreTaken() {
            assertThat(arguments("--lectern.data=A", "--lectern.origins=a,b", "--debug", "--debug", "--a b=c"))
                    .isEmpty();
        }

        private static List<String> arguments(String... arguments) {
            return SettingsCheck.problems(new DefaultApplicationArguments(arguments));
        }
    }

    private static Set<String> given(String name, Object value) {
        return problems(Map.of(name, value), Map.of());
    }

    private static Set<String> problems(Map<String, Object> file, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        sources.addFirst(new MapPropertySource("file", new HashMap<>(file)));
        return SettingsCheck.problems(environment, List.of(Some.class, More.class));
    }
}
