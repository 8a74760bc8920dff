package lectern.web.passport;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import lectern.web.browser.Cors;
import lectern.web.problem.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Which paths take a passport, and who looks at it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PassportProperties.class)
class PassportConfiguration {

    /** What a browser may load: nothing but what Swagger UI needs of this service. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final PassportKeys userKeys;
    private final PassportKeys roomKeys;
    private final PassportProperties properties;
    private final InstantSource clock;

    PassportConfiguration(PassportProperties properties, InstantSource clock) {
        this.userKeys = PassportKeys.of("lectern.passport.user-keys", properties.userKeys());
        this.roomKeys = PassportKeys.of("lectern.passport.room-keys", properties.roomKeys());
        userKeys.requireApartFrom(roomKeys);
        this.properties = properties;
        this.clock = clock;
    }

    @Bean
    UserPassportAuthentication userPassportAuthentication() {
        var claims = new UserClaims(properties.issuer(), clock);
        return new UserPassportAuthentication(new PassportDecoder(Kind.USER, userKeys, claims), clock);
    }

    @Bean
    RoomPassports roomPassports(RefusedPassports refused) {
        return new RoomPassports(roomKeys, clock, refused);
    }

    @Bean
    RefusedPassports refusedPassports(MeterRegistry meters) {
        return new RefusedPassports(meters, clock);
    }

    @Bean
    @Profile("local")
    UserPassports userPassports() {
        var issuer = Objects.requireNonNullElse(properties.issuer(), "lectern-local");
        return new UserPassports(new Seal(Kind.USER, userKeys), issuer, properties.validity(), clock);
    }

    /** Spring Security would time each of its filters, at half the cost of a request; a request as a whole is timed anyway. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain withPassport(
            HttpSecurity http, UserPassportAuthentication passports, RefusedPassports refused, Problems problems, Cors cors)
            throws Exception {
        var refusal = new PassportRefusal(problems, refused);
        return bare(http.securityMatcher("/lecture", "/lecture/**", "/lectures"), cors)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new UserPassportHeader())
                        .authenticationEntryPoint(refusal)
                        .authenticationManagerResolver(_ -> passports))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(refusal))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain withoutPassport(HttpSecurity http, Cors cors) throws Exception {
        return bare(http, cors).build();
    }

    /**
     * Without what a service needs that keeps sessions. No protection against CSRF: a browser adds no passport to a request by
     * itself, and a page from elsewhere can't, unless its origin is allowed to.
     */
    private static HttpSecurity bare(HttpSecurity http, Cors cors) {
        return http.addFilterAfter(cors, HeaderWriterFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }
}
