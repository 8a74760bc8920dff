package lectern.web;

import static lectern.web.ResponseMapper.RESPONSES;

import java.util.function.Function;
import lectern.application.query.AttendeeView;
import lectern.application.query.GetLecture;
import lectern.application.query.GetLectureHandler;
import lectern.application.query.LectureViews.Cursor;
import lectern.application.query.ListAttendeesHandler;
import lectern.application.query.ListLecturesHandler;
import lectern.application.query.ListedLecture;
import lectern.application.query.Page;
import lectern.application.query.QueryResult;
import lectern.application.query.Revision;
import lectern.application.query.RoomView;
import lectern.domain.LectureId;
import lectern.domain.Rejection;
import lectern.domain.User;
import lectern.web.ResponseMapper.Attendees;
import lectern.web.ResponseMapper.Lectures;
import lectern.web.ResponseMapper.Room;
import lectern.web.passport.RoomPassports;
import lectern.web.passport.UserPassports;
import lectern.web.problem.ProblemMapper;
import lectern.web.problem.Problems;
import lectern.web.request.AttendeesRequest;
import lectern.web.request.LectureRequest;
import lectern.web.request.LecturesRequest;
import lectern.web.request.PageToken;
import lectern.web.request.RevisionTag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints for queries. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
final class QueryController {

    private final GetLectureHandler lecture;
    private final ListAttendeesHandler attendees;
    private final ListLecturesHandler lectures;
    private final RoomPassports rooms;
    private final RoomResponseCache responses;
    private final Problems problems;

    QueryController(
            GetLectureHandler lecture,
            ListAttendeesHandler attendees,
            ListLecturesHandler lectures,
            RoomPassports rooms,
            RoomResponseCache responses,
            Problems problems) {
        this.lecture = lecture;
        this.attendees = attendees;
        this.lectures = lectures;
        this.rooms = rooms;
        this.responses = responses;
        this.problems = problems;
    }

    @GetMapping("/lecture")
    ResponseEntity<?> lecture(@AuthenticationPrincipal User caller, LectureId room, LectureRequest request) {
        return response(
                lecture.handle(new GetLecture(caller, room)),
                view -> request.hasKept(view.revision())
                        ? tagged(HttpStatus.NOT_MODIFIED, view.revision()).build()
                        : tagged(HttpStatus.OK, view.revision()).body(responses.write(view, QueryController::answer)));
    }

    private static Room answer(RoomView view) {
        return RESPONSES.room(view, next(view.attendees()));
    }

    @GetMapping("/lecture/attendees")
    ResponseEntity<?> attendees(@AuthenticationPrincipal User caller, LectureId room, AttendeesRequest request) {
        return response(
                attendees.handle(request.by(caller, room)),
                page -> ResponseEntity.ok(new Attendees(RESPONSES.attendees(page.items()), next(page))));
    }

    @GetMapping("/lectures")
    Lectures lectures(@AuthenticationPrincipal User caller, LecturesRequest request) {
        var page = lectures.handle(request.by(caller));
        var listed = page.items().stream()
                .map(found ->
                        RESPONSES.listed(found, rooms.issue(found.lecture().id())))
                .toList();
        return new Lectures(listed, nextLectures(page));
    }

    private <V> ResponseEntity<?> response(QueryResult<V> result, Function<V, ResponseEntity<?>> answer) {
        return switch (result) {
            case QueryResult.Found<V>(var view) -> answer.apply(view);
            case QueryResult.NotFound<V> _ -> problems.answer(ProblemMapper.of(new Rejection.LectureNotFound()));
            case QueryResult.NotInLecture<V> _ -> problems.answer(ProblemMapper.of(new Rejection.NotInLecture()));
        };
    }

    /** An answer that a client may cache for these two passports only, and must revalidate before each use. */
    private static ResponseEntity.BodyBuilder tagged(HttpStatus status, Revision revision) {
        return ResponseEntity.status(status)
                .eTag(RevisionTag.of(revision).formattedTag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(UserPassports.HEADER, RoomPassports.HEADER);
    }

    private static @Nullable String next(Page<AttendeeView> page) {
        return page.hasMore() ? PageToken.afterAttendee(page.items().getLast().number()) : null;
    }

    private static @Nullable String nextLectures(Page<ListedLecture> page) {
        if (!page.hasMore()) {
            return null;
        }
        var last = page.items().getLast().lecture();
        return PageToken.afterLecture(new Cursor(last.openedAt(), last.id()));
    }
}
