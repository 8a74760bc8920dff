package lectern.web.passport;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the beans that issue and open passports, with their keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PassportProperties.class)
class PassportConfiguration {

    private final PassportKeys userKeys;
    private final PassportKeys roomKeys;
    private final PassportProperties properties;
    private final InstantSource clock;

    PassportConfiguration(PassportProperties properties, InstantSource clock) {
        this.userKeys = given("lectern.passport.user-keys", properties.userKeys());
        this.roomKeys = given("lectern.passport.room-keys", properties.roomKeys());
        this.properties = properties;
        this.clock = clock;
    }

    private static PassportKeys given(String setting, @Nullable PassportKeys keys) {
        if (keys == null) {
            throw new IllegalArgumentException(
                    setting + " is missing: it has to give a JWK set, as JSON or as the path of a file");
        }
        return keys;
    }

    @Bean
    UserPassportAuthentication userPassportAuthentication() {
        var claims = new UserClaims(properties.issuer(), clock);
        return new UserPassportAuthentication(
                new PassportDecoder<>(PassportType.USER, userKeys, claims::read)::decode, clock);
    }

    @Bean
    RoomPassports roomPassports(RefusedPassports refused) {
        return new RoomPassports(roomKeys, clock, refused);
    }

    @Bean
    RefusedPassports refusedPassports(MeterRegistry meters) {
        return new RefusedPassports(meters, clock);
    }

    /** For the local profile, and for the users who exist only while the service warms up. */
    @Bean
    UserPassports userPassports() {
        var issuer = Objects.requireNonNullElse(properties.issuer(), "lectern-local");
        return new UserPassports(
                new PassportEncrypter(PassportType.USER, userKeys), issuer, properties.validity(), clock);
    }
}
