package lectern.web.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Student;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class KnownPassportsTest {

    private static final Instant NOW = Instant.parse("2030-03-01T09:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final PassportKeys keys = PassportKeys.of("keys", PassportKeys.generate());
    private final UserPassports issuer =
            new UserPassports(new Seal(Kind.USER, keys), "edge", Duration.ofHours(1), clock);
    private final UserClaims claims = new UserClaims("edge", clock);
    private final PassportDecoder decoder = new PassportDecoder(Kind.USER, keys, claims);
    private final List<String> opened = new ArrayList<>();
    private final KnownPassports passports = new KnownPassports(
            passport -> {
                opened.add(passport);
                return decoder.decode(passport);
            },
            claims);

    private final String passport = issuer.issue(Student.of("lee")).passport();

    @Test
    void opensAPassportOnce() {
        assertThat(passports.decode(passport).getSubject()).isEqualTo("lee");
        assertThat(passports.decode(passport).getSubject()).isEqualTo("lee");

        assertThat(opened).containsExactly(passport);
    }

    @Test
    void tellsPassportsApart() {
        var another = issuer.issue(Student.of("choi")).passport();

        assertThat(passports.decode(passport).getSubject()).isEqualTo("lee");
        assertThat(passports.decode(another).getSubject()).isEqualTo("choi");
    }

    @Test
    void refusesAPassportThatItKnowsOnceItsTimeIsOver() {
        assertThat(passports.decode(passport)).isNotNull();

        clock.set(NOW.plus(Duration.ofHours(2)));

        assertThatThrownBy(() -> passports.decode(passport)).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void remembersNothingThatIsNotGenuine() {
        var forged = passport.substring(0, passport.length() - 4) + "AAAA";

        assertThatThrownBy(() -> passports.decode(forged)).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> passports.decode(forged)).isInstanceOf(BadJwtException.class);

        assertThat(opened).containsExactly(forged, forged);
    }
}
