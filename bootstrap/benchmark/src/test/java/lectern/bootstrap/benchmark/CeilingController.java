package lectern.bootstrap.benchmark;

import lectern.domain.User;
import lectern.web.request.AttendRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All that an attend costs before anybody decides about it: HTTP, the passport, the body. */
@RestController
final class CeilingController {

    record Heard(String lectureCode, String studentId) {}

    @PostMapping("/lecture/ceiling")
    @ResponseStatus(HttpStatus.CREATED)
    Heard ceiling(@AuthenticationPrincipal User caller, AttendRequest request) {
        return new Heard(request.lectureCode().toString(), caller.id().value());
    }
}
