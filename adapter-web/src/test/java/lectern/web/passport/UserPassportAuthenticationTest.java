package lectern.web.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Student;
import lectern.domain.User;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

class UserPassportAuthenticationTest {

    private static final Instant NOW = Instant.parse("2030-03-01T09:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final PassportKeys keys = PassportKeys.of(PassportKeys.generate());
    private final UserPassports issuer =
            new UserPassports(new PassportEncrypter(PassportType.USER, keys), "edge", Duration.ofHours(1), clock);
    private final PassportDecoder<UserClaims.Named> decoder =
            new PassportDecoder<>(PassportType.USER, keys, new UserClaims("edge", clock)::read);
    private final List<String> opened = new ArrayList<>();
    private final UserPassportAuthentication passports = new UserPassportAuthentication(
            passport -> {
                opened.add(passport);
                return decoder.decode(passport);
            },
            clock);

    private final String passport = issuer.issue(Student.of("lee")).passport();

    @Test
    void opensAPassportOnce() {
        assertThat(caller(passport)).isEqualTo(Student.of("lee"));
        assertThat(caller(passport)).isEqualTo(Student.of("lee"));

        assertThat(opened).containsExactly(passport);
    }

    @Test
    void tellsPassportsApart() {
        var another = issuer.issue(Student.of("choi")).passport();

        assertThat(caller(passport)).isEqualTo(Student.of("lee"));
        assertThat(caller(another)).isEqualTo(Student.of("choi"));
    }

    @Test
    void refusesAPassportThatItKnowsOnceItsTimeIsOver() {
        var kept = Duration.ofHours(1).plus(Claims.SKEW);
        assertThat(caller(passport)).isNotNull();

        clock.set(NOW.plus(kept).minusMillis(1));
        assertThat(caller(passport)).isNotNull();
        assertThat(opened).hasSize(1);
        clock.set(NOW.plus(kept));

        assertThatThrownBy(() -> caller(passport))
                .isInstanceOf(InvalidBearerTokenException.class)
                .hasCauseInstanceOf(BadPassportException.class);
    }

    @Test
    void remembersNothingThatIsNotGenuine() {
        var forged = passport.substring(0, passport.length() - 4) + "AAAA";

        assertThatThrownBy(() -> caller(forged)).isInstanceOf(InvalidBearerTokenException.class);
        assertThatThrownBy(() -> caller(forged)).isInstanceOf(InvalidBearerTokenException.class);

        assertThat(opened).containsExactly(forged, forged);
    }

    private User caller(String passport) {
        return passports
                .authenticate(new BearerTokenAuthenticationToken(passport))
                .getPrincipal();
    }
}
