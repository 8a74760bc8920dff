package lectern.web.request;

import lectern.domain.User;
import lectern.domain.UserId;
import lectern.web.passport.Role;

/** Whom a user passport is asked for, in the profile that issues them. */
public record PassportRequest(UserId userId, Role role) {

    static PassportRequest read(Input input) {
        var userId = input.required("userId", Form.USER_ID);
        var role = input.required("role", Form.ROLE);
        return input.accept(() -> new PassportRequest(userId.orElseThrow(), role.orElseThrow()));
    }

    public User user() {
        return role.user(userId);
    }
}
