package lectern.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lectern.web.openapi.Answered;
import lectern.web.openapi.Answered.Status;
import lectern.web.passport.UserPassports;
import lectern.web.passport.UserPassports.Issued;
import lectern.web.request.PassportRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Issues a user passport to any caller. It stands in for the auth server at the edge, in the local profile only. */
@RestController
@Tag(name = "Passports")
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
    @Operation(
            operationId = "issuePassport",
            summary = "Get a user passport",
            description = "Stands in for the auth server at the edge, and exists only in the local profile.")
    @Answered(
            value = @Status(code = 200, when = "A passport for an hour, unless configured otherwise."),
            with = Issued.class)
    Issued issue(PassportRequest request) {
        return passports.issue(request.user());
    }
}
