package lectern.web;

import static lectern.web.ResponseMapper.RESPONSES;

import java.util.function.Function;
import lectern.application.command.AttendLectureHandler;
import lectern.application.command.ChangeCapacityHandler;
import lectern.application.command.CloseLectureHandler;
import lectern.application.command.LeaveLectureHandler;
import lectern.application.command.OpenLectureHandler;
import lectern.domain.Decision;
import lectern.domain.Decision.Accepted;
import lectern.domain.Decision.Rejected;
import lectern.domain.Decision.Repeated;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.StudentAttended;
import lectern.domain.User;
import lectern.web.passport.RoomPassports;
import lectern.web.problem.ProblemMapper;
import lectern.web.problem.Problems;
import lectern.web.request.AttendRequest;
import lectern.web.request.CapacityRequest;
import lectern.web.request.OpenRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints for commands. */
@RestController
@RequestMapping(path = "/lecture", produces = MediaType.APPLICATION_JSON_VALUE)
final class CommandController {

    private final OpenLectureHandler open;
    private final AttendLectureHandler attend;
    private final LeaveLectureHandler leave;
    private final ChangeCapacityHandler changeCapacity;
    private final CloseLectureHandler close;
    private final GuessRateLimiter guesses;
    private final RoomPassports rooms;
    private final Problems problems;

    CommandController(
            OpenLectureHandler open,
            AttendLectureHandler attend,
            LeaveLectureHandler leave,
            ChangeCapacityHandler changeCapacity,
            CloseLectureHandler close,
            GuessRateLimiter guesses,
            RoomPassports rooms,
            Problems problems) {
        this.open = open;
        this.attend = attend;
        this.leave = leave;
        this.changeCapacity = changeCapacity;
        this.close = close;
        this.guesses = guesses;
        this.rooms = rooms;
        this.problems = problems;
    }

    @PostMapping(path = "/open", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> open(@AuthenticationPrincipal User caller, OpenRequest request) {
        return switch (open.handle(request.by(caller))) {
            case Accepted<LectureOpened>(var opened) -> opened(opened);
            case Repeated<LectureOpened>(var opened) -> opened(opened);
            case Rejected<?>(var reason) -> problems.answer(ProblemMapper.of(reason));
        };
    }

    @PostMapping(path = "/attend", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> attend(@AuthenticationPrincipal User caller, AttendRequest request) {
        return switch (guesses.limited(caller, () -> attend.handle(caller, request.lectureCode()))) {
            case Accepted<StudentAttended>(var attended) -> attended(HttpStatus.CREATED, attended);
            case Repeated<StudentAttended>(var attended) -> attended(HttpStatus.OK, attended);
            case Rejected<?>(var reason) -> problems.answer(ProblemMapper.of(reason));
        };
    }

    @PostMapping("/leave")
    ResponseEntity<?> leave(@AuthenticationPrincipal User caller, LectureId room) {
        return answer(leave.handle(caller, room), RESPONSES::left);
    }

    @PostMapping(path = "/capacity", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> changeCapacity(@AuthenticationPrincipal User caller, LectureId room, CapacityRequest request) {
        return answer(changeCapacity.handle(caller, room, request.maxStudents()), RESPONSES::capacity);
    }

    @PostMapping("/close")
    ResponseEntity<?> close(@AuthenticationPrincipal User caller, LectureId room) {
        return answer(close.handle(caller, room), RESPONSES::closed);
    }

    /** The answer to a repeat is the same as the first answer. */
    private <E extends LectureEvent> ResponseEntity<?> answer(Decision<E> decision, Function<E, ?> body) {
        return switch (decision) {
            case Accepted<E>(var event) -> ResponseEntity.ok(body.apply(event));
            case Repeated<E>(var event) -> ResponseEntity.ok(body.apply(event));
            case Rejected<?>(var reason) -> problems.answer(ProblemMapper.of(reason));
        };
    }

    private ResponseEntity<?> opened(LectureOpened opened) {
        var room = rooms.issue(opened.lecture());
        return withRoom(HttpStatus.CREATED, room).body(RESPONSES.opened(opened, room));
    }

    private ResponseEntity<?> attended(HttpStatus status, StudentAttended attended) {
        var room = rooms.issue(attended.lecture());
        return withRoom(status, room).body(RESPONSES.attended(attended, room));
    }

    private static ResponseEntity.BodyBuilder withRoom(HttpStatus status, String room) {
        return ResponseEntity.status(status).header(RoomPassports.HEADER, room);
    }
}
