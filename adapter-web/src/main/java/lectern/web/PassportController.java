package lectern.web;

import lectern.web.passport.UserPassports;
import lectern.web.passport.UserPassports.Issued;
import lectern.web.request.PassportRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Issues a user passport to any caller. It stands in for the auth server at the edge, in the local profile only. */
@RestController
@Profile("local")
final class PassportController {

    private final UserPassports passports;

    PassportController(UserPassports passports) {
        this.passports = passports;
    }

    @PostMapping(
            path = "/auth/passport",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Issued issue(PassportRequest request) {
        return passports.issue(request.user());
    }
}
