package lectern.web.request;

import lectern.domain.User;
import lectern.domain.UserId;
import lectern.web.passport.Role;

/** A request for a user passport, in the profile that issues them. */
public record PassportRequest(UserId userId, Role role) {

    static PassportRequest read(RequestReader reader) {
        var userId = reader.required("userId", ValueParser.USER_ID);
        var role = reader.required("role", ValueParser.ROLE);
        return reader.accept(() -> new PassportRequest(userId.orElseThrow(), role.orElseThrow()));
    }

    public User user() {
        return role.user(userId);
    }
}
