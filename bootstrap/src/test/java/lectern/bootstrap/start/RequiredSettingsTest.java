package lectern.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class RequiredSettingsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    RequiredSettingsTest() {
        environment.setDefaultProfiles("local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging", "test"})
    void namesEachSettingThatIsMissing(String profile) {
        environment.setActiveProfiles(profile);

        assertThat(problems())
                .extracting(line -> line.substring(0, line.indexOf(" is missing: ")))
                .containsExactly(
                        "spring.datasource.url",
                        "spring.datasource.username",
                        "spring.datasource.password",
                        "lectern.redis.address",
                        "lectern.passport.user-keys",
                        "lectern.passport.room-keys");
    }

    @Test
    void areThoseOfAnyDefaultThatIsNotLocal() {
        environment.setDefaultProfiles("prod");

        assertThat(problems()).hasSize(6);
    }

    @Test
    void needNothingInTheLocalProfile() {
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.url",
                "spring.datasource.jndi-name",
                "spring.datasource.username",
                "spring.datasource.hikari.jdbc-url",
                "spring.flyway.url",
                "lectern.views.datasource.url",
                "lectern.redis.address",
                "lectern.redis.config",
                "lectern.redis.password",
                "lectern.passport.user-keys",
                "lectern.passport.room-keys",
                "lectern.passport.issuer"
            })
    void makeNobodyLocalByDefault(String given) {
        give(Map.of(given, "something"));

        assertThat(problems())
                .containsExactly("spring.profiles.active is missing beside " + given
                        + ": set it to prod; or to local, which hands passports to anybody");

        environment.setActiveProfiles("local");
        assertThat(problems()).isEmpty();
    }

    @Test
    void areNotGivenWhenTheyAreEmpty() {
        give(Map.of("spring.datasource.url", " ", "spring.datasource.password", ""));

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "Production", "production", "eu", "test"})
    void refuseAnyOtherProfileBesideLocal(String other) {
        var why =
                "The profile local gives a passport to anybody, so it goes with no other: take away local, or " + other;

        environment.setActiveProfiles(other, "local");
        assertThat(problems()).containsExactly(why);

        environment.setActiveProfiles("local", other);
        assertThat(problems()).containsExactly(why);

        environment.setActiveProfiles();
        environment.setDefaultProfiles("local", other);
        assertThat(problems()).containsExactly(why);
    }

    @Test
    void leaveFurtherProfilesToWhoRunsIt() {
        environment.setActiveProfiles("prod", "eu");

        assertThat(problems()).hasSize(6).allMatch(line -> line.contains(" is missing: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Local", "LOCAL", "Prod", "PROD"})
    void refuseAProfileThatOnlyLooksRight(String profile) {
        environment.setActiveProfiles("else", profile);

        assertThat(problems())
                .containsExactly("There is no profile %s: it is called %s"
                        .formatted(profile, profile.equalsIgnoreCase("local") ? "local" : "prod"));
    }

    private void give(Map<String, Object> settings) {
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
    }

    private List<String> problems() {
        return RequiredSettings.problems(environment);
    }
}
