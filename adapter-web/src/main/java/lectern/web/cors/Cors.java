package lectern.web.cors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import lectern.web.problem.Code;
import lectern.web.problem.Problem;
import lectern.web.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers which pages may call the service and read its answers. A request from a page of another origin is still served, but
 * the answer lacks the permission, so the browser hides it from the page. Credentials are not allowed, since passports are not
 * cookies.
 */
public final class Cors extends OncePerRequestFilter {

    private static final String METHODS = "GET, POST";
    private static final String TAKEN =
            "X-USER-ID, X-ROOM-ID, Content-Type, Idempotency-Key, If-None-Match, Accept-Language";
    private static final String EXPOSED = "X-ROOM-ID, ETag, Retry-After";
    private static final String REMEMBERED = Long.toString(Duration.ofHours(1).toSeconds());

    private final Set<String> origins;
    private final Problems problems;

    Cors(Set<String> origins, Problems problems) {
        this.origins = Set.copyOf(origins);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean allowed = !origins.isEmpty() && allow(request, response);
        if (!CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(request, response);
        } else if (allowed) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, TAKEN);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, REMEMBERED);
            response.setStatus(HttpStatus.NO_CONTENT.value());
        } else {
            problems.answer(Problem.of(Code.ORIGIN_NOT_ALLOWED), request, response);
        }
    }

    private boolean allow(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            return false;
        }
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        return true;
    }
}
