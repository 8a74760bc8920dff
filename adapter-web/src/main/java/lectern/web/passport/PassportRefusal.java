package lectern.web.passport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lectern.web.problem.Code;
import lectern.web.problem.Problem;
import lectern.web.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Answers those who come without a user passport, or with one that is not good. */
final class PassportRefusal implements AuthenticationEntryPoint {

    private final Problems problems;

    PassportRefusal(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        problems.answer(
                Problem.of(code(reason)).with(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(UserPassports.HEADER)),
                request,
                response);
    }

    private static Code code(AuthenticationException reason) {
        if (reason.getCause() instanceof JwtValidationException invalid && UserClaims.isExpired(invalid.getErrors())) {
            return Code.PASSPORT_EXPIRED;
        }
        return reason instanceof OAuth2AuthenticationException ? Code.PASSPORT_INVALID : Code.PASSPORT_MISSING;
    }
}
