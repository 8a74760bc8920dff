package lectern.web.passport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lectern.web.problem.Code;
import lectern.web.problem.Problem;
import lectern.web.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Answers those who come without a user passport, or with one that is not good. */
final class PassportRefusal implements AuthenticationEntryPoint {

    private final Problems problems;
    private final RefusedPassports refused;

    PassportRefusal(Problems problems, RefusedPassports refused) {
        this.problems = problems;
        this.refused = refused;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason.getCause() instanceof BadPassportException bad) {
            refused.add(Kind.USER, bad);
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
