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
 * Answers requests that have no valid user passport, and ends them. With {@code answersNotFound}, a request without a handler is
 * answered with 404 or 405, and not with 401.
 */
final class PassportRefusal implements AuthenticationEntryPoint {

    private final Problems problems;
    private final RefusedPassports refused;
    private final HandlerLookup handlers;
    private final boolean answersNotFound;

    /** @param answersNotFound whether a request without a handler is told so, and not asked for a passport */
    PassportRefusal(Problems problems, RefusedPassports refused, HandlerLookup handlers, boolean answersNotFound) {
        this.problems = problems;
        this.refused = refused;
        this.handlers = handlers;
        this.answersNotFound = answersNotFound;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        var nothing = handlers.whyNone(request);
        if (answersNotFound && nothing.isPresent()) {
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
