package lectern.web.passport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lectern.web.problem.Code;
import lectern.web.problem.HandlerLookup;
import lectern.web.problem.Problem;
import lectern.web.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers requests that have no valid user passport. They end here. With {@code tellsOfNothing}, a request
 * that no handler is for is told that (404, 405) rather than to bring a passport.
 */
final class PassportRefusal implements AuthenticationEntryPoint {

    private final Problems problems;
    private final RefusedPassports refused;
    private final HandlerLookup handlers;
    private final boolean tellsOfNothing;

    /** @param tellsOfNothing whether it tells where there is nothing, rather than that a passport is wanted */
    PassportRefusal(Problems problems, RefusedPassports refused, HandlerLookup handlers, boolean tellsOfNothing) {
        this.problems = problems;
        this.refused = refused;
        this.handlers = handlers;
        this.tellsOfNothing = tellsOfNothing;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        var nothing = handlers.whyNone(request);
        if (tellsOfNothing && nothing.isPresent()) {
            problems.answer(nothing.get(), request, response);
            return;
        }
        if (reason.getCause() instanceof BadPassportException bad) {
            refused.add(PassportType.USER, bad);
        }
        problems.answer(
                Problem.of(code(reason)).with(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(UserPassports.HEADER)),
                request,
                response);
    }

    private static Code code(AuthenticationException reason) {
        if (!(reason.getCause() instanceof BadPassportException bad)) {
            return Code.PASSPORT_MISSING;
        }
        return bad.reason() == Reason.EXPIRED ? Code.PASSPORT_EXPIRED : Code.PASSPORT_INVALID;
    }
}
