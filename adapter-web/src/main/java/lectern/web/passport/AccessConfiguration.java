package lectern.web.passport;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import lectern.web.cors.Cors;
import lectern.web.problem.Code;
import lectern.web.problem.HandlerLookup;
import lectern.web.problem.Problem;
import lectern.web.problem.Problems;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which requests are served without a user passport: those that are listed here, and no others. A path that is not listed takes a passport,
 * whatever serves it. Preflights of browsers are answered before any of this, by {@link Cors}.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** The endpoints of the actuator that the service's own port shows. */
    private static final String[] OPEN_ENDPOINTS = {"health", "info", "metrics"};

    /** What a browser may load for an answer: nothing. */
    private static final String LOADS_NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** What a browser may load for Swagger UI: what it needs of this service. */
    private static final String LOADS_SWAGGER_UI =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Spring Security would time each of its filters, at half the cost of a request; a request as a whole is timed anyway. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Asked first, since nearly all requests are theirs: all the rest costs them nothing. */
    @Bean
    @Order(1)
    SecurityFilterChain lecturePaths(
            HttpSecurity http,
            Cors cors,
            UserPassportAuthentication passports,
            RefusedPassports refused,
            Problems problems,
            HandlerLookup handlers)
            throws Exception {
        return withPassport(
                http.securityMatcher("/lecture/**", "/lectures"),
                cors,
                passports,
                new PassportRefusal(problems, refused, handlers, false));
    }

    @Bean
    @Order(2)
    SecurityFilterChain documentationPaths(
            HttpSecurity http,
            Cors cors,
            PathPatternRequestMatcher.Builder paths,
            @Value("${springdoc.swagger-ui.path}") String page,
            @Value("${springdoc.api-docs.path}") String description) {
        var assets = page.substring(0, page.lastIndexOf('/')) + "/swagger-ui/**";
        return bare(http, cors, LOADS_SWAGGER_UI)
                .securityMatcher(new OrRequestMatcher(
                        paths.matcher(page),
                        paths.matcher(assets),
                        paths.matcher(description + "/**"),
                        paths.matcher(description + ".yaml")))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain openPaths(
            HttpSecurity http, Cors cors, PathPatternRequestMatcher.Builder paths, Environment environment) {
        var open = new ArrayList<RequestMatcher>();
        if (environment.acceptsProfiles(Profiles.of("local"))) {
            open.add(paths.matcher(HttpMethod.POST, "/auth/passport"));
            open.add(paths.matcher(HttpMethod.OPTIONS, "/auth/passport"));
        }
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            // A port of their own is for the inside, and shows whatever is exposed.
            open.add(EndpointRequest.toAnyEndpoint());
        } else {
            open.add(EndpointRequest.to(OPEN_ENDPOINTS));
            open.add(EndpointRequest.toLinks());
        }
        // Such as /livez, where the groups of health are given one.
        for (var port : List.of(WebServerNamespace.SERVER, WebServerNamespace.MANAGEMENT)) {
            open.add(EndpointRequest.toAdditionalPaths(port, "health"));
        }
        return bare(http, cors, LOADS_NOTHING)
                .securityMatcher(new OrRequestMatcher(open))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Other endpoints than the open ones are for nobody who calls on the service's own port: a user is no operator. */
    @Bean
    @Order(4)
    SecurityFilterChain closedEndpoints(HttpSecurity http, Cors cors, Problems problems) {
        return bare(http, cors, LOADS_NOTHING)
                .securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(denied -> denied.accessDeniedHandler(
                        (request, response, _) -> problems.answer(Problem.of(Code.NOT_FOUND), request, response)))
                .build();
    }

    @Bean
    @Order(5)
    SecurityFilterChain otherPaths(
            HttpSecurity http,
            Cors cors,
            UserPassportAuthentication passports,
            RefusedPassports refused,
            Problems problems,
            HandlerLookup handlers)
            throws Exception {
        return withPassport(http, cors, passports, new PassportRefusal(problems, refused, handlers, true));
    }

    private static SecurityFilterChain withPassport(
            HttpSecurity http, Cors cors, UserPassportAuthentication passports, PassportRefusal refusal)
            throws Exception {
        return bare(http, cors, LOADS_NOTHING)
                .authorizeHttpRequests(requests -> requests
                        // The rest of a request that had a passport when it began.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new UserPassportHeader())
                        .authenticationEntryPoint(refusal)
                        .authenticationManagerResolver(_ -> passports))
                .exceptionHandling(denied -> denied.authenticationEntryPoint(refusal))
                .build();
    }

    /**
     * Without what a service needs that keeps sessions. No protection against CSRF: a browser adds no passport to a request by
     * itself, and a page from elsewhere can't, unless its origin is allowed to. No Strict-Transport-Security: that is up to the edge, which
     * ends TLS.
     */
    private static HttpSecurity bare(HttpSecurity http, Cors cors, String contentPolicy) {
        return http.addFilterAfter(cors, HeaderWriterFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }
}
