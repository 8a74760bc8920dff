package lectern.web.passport;

import java.util.List;
import lectern.domain.User;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The caller, as their passport names them. */
final class UserAuthentication extends AbstractAuthenticationToken {

    private final transient User user;

    UserAuthentication(User user) {
        super(List.of());
        this.user = user;
        setAuthenticated(true);
    }

    @Override
    public User getPrincipal() {
        return user;
    }

    @Override
    public String getCredentials() {
        return "";
    }
}
