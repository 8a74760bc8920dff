package lectern.web.passport;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import lectern.web.cors.Cors;
import lectern.web.openapi.SwaggerPaths;
import lectern.web.openapi.SwaggerProperties;
import lectern.web.problem.Code;
import lectern.web.problem.HandlerLookup;
import lectern.web.problem.Problem;
import lectern.web.problem.Problems;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Configures which requests are served without a user passport: only those that are listed here. Any other path requires a passport,
 * whatever serves it. {@link Cors} answers the preflights of browsers before any of this.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** The endpoints of the actuator that are open on the service's own port. */
    private static final String[] OPEN_ENDPOINTS = {"health", "info", "metrics"};

    /** A policy with which a browser loads nothing for an answer. */
    private static final String LOADS_NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** A policy with which a browser loads what Swagger UI needs, from this service only. */
    private static final String LOADS_SWAGGER_UI =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Spring Security would time each of its filters, at half the cost of a request. A request as a whole is timed anyway. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The first chain, since nearly all requests are for these paths: they don't pay for the checks of the other chains. */
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
            SwaggerProperties swagger,
            Problems problems) {
        return bare(http, cors, LOADS_SWAGGER_UI)
                .securityMatcher(new OrRequestMatcher(
                        paths.matcher(SwaggerPaths.PAGE),
                        paths.matcher(SwaggerPaths.UI + "**"),
                        paths.matcher(SwaggerPaths.DESCRIPTION)))
                .authorizeHttpRequests(requests -> requests.anyRequest()
                        .access(
                                swagger.enabled()
                                        ? SingleResultAuthorizationManager.permitAll()
                                        : SingleResultAuthorizationManager.denyAll()))
                .exceptionHandling(denied -> denied.accessDeniedHandler(notFound(problems)))
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
            // A separate management port is for internal use, and all exposed endpoints are open on it.
            open.add(EndpointRequest.toAnyEndpoint());
        } else {
            open.add(EndpointRequest.to(OPEN_ENDPOINTS));
            open.add(EndpointRequest.toLinks());
        }
        // Such as /livez, if a health group has an additional path.
        for (var port : List.of(WebServerNamespace.SERVER, WebServerNamespace.MANAGEMENT)) {
            open.add(EndpointRequest.toAdditionalPaths(port, "health"));
        }
        return bare(http, cors, LOADS_NOTHING)
                .securityMatcher(new OrRequestMatcher(open))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Denies all endpoints but the open ones on the service's own port: a user is no operator. */
    @Bean
    @Order(4)
    SecurityFilterChain closedEndpoints(HttpSecurity http, Cors cors, Problems problems) {
        return bare(http, cors, LOADS_NOTHING)
                .securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(denied -> denied.accessDeniedHandler(notFound(problems)))
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
                        // The continuation of a request that was authenticated when it began.
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

    /** Answers as if there were nothing at the path. */
    private static AccessDeniedHandler notFound(Problems problems) {
        return (request, response, _) -> problems.answer(Problem.of(Code.NOT_FOUND), request, response);
    }

    /**
     * Leaves out what only a service with sessions needs. Protection against CSRF is not needed: a browser adds no passport to a
     * request by itself, and a page of another origin can't add one unless that origin is allowed. Strict-Transport-Security is up to
     * the edge, which terminates TLS.
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
