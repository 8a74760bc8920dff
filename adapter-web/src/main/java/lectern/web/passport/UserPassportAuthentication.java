package lectern.web.passport;

import java.time.Instant;
import java.time.InstantSource;
import lectern.domain.User;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Authenticates callers by their user passports. */
final class UserPassportAuthentication implements AuthenticationManager {

    private final JwtDecoder decoder;
    private final PassportCache<Named> passports;

    /** The user whom a passport names, and until when it is valid. */
    private record Named(User user, Instant until) {}

    UserPassportAuthentication(JwtDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.passports =
                new PassportCache<>(this::named, named -> clock.instant().isBefore(named.until()));
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

    private Named named(String passport) {
        var claims = decoder.decode(passport);
        return new Named(UserClaims.user(claims).orElseThrow(), UserClaims.until(claims));
    }
}
