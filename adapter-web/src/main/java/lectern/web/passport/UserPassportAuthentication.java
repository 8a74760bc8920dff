package lectern.web.passport;

import java.time.InstantSource;
import java.util.function.Function;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Authenticates callers by their user passports. */
final class UserPassportAuthentication implements AuthenticationManager {

    private final PassportCache<UserClaims.Named> passports;

    /** @param opening opens a passport, and throws a {@link BadPassportException} when it refuses it */
    UserPassportAuthentication(Function<String, UserClaims.Named> opening, InstantSource clock) {
        this.passports = new PassportCache<>(opening, named -> clock.instant().isBefore(named.until()));
    }

    @Override
    public UserAuthentication authenticate(Authentication request) {
        var passport = ((BearerTokenAuthenticationToken) request).getToken();
        try {
            return new UserAuthentication(passports.open(passport).user());
        } catch (BadPassportException e) {
            throw new InvalidBearerTokenException("not a good passport", e);
        }
    }
}
