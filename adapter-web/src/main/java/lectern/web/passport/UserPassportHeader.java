package lectern.web.passport;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** Takes the user passport from a header of its own, which may come only once. */
final class UserPassportHeader implements BearerTokenResolver {

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var given = Collections.list(request.getHeaders(UserPassports.HEADER));
        if (given.size() > 1) {
            throw new InvalidBearerTokenException(
                    "more than one passport", new BadPassportException(Reason.HEADER_REPEATED));
        }
        return given.isEmpty() || given.getFirst().isBlank() ? null : given.getFirst();
    }
}
