package lectern.application.inmemory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lectern.application.query.AttendeeView;
import lectern.application.query.LectureView;
import lectern.application.query.LectureViews;
import lectern.domain.Attendance;
import lectern.domain.Lecture;
import lectern.domain.LectureEvent;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.StudentAttended;
import lectern.domain.Teacher;
import lectern.domain.User;
import org.jspecify.annotations.Nullable;

/**
 * The views of lectures that are kept in memory: made from nothing but the events, anew at every look. A test can keep the
 * attendees from being read.
 */
public final class InMemoryLectureViews implements LectureViews {

    private static final Comparator<Cursor> NEWEST_FIRST = Comparator.comparing(Cursor::openedAt)
            .thenComparing(place -> place.id().toString())
            .reversed();

    private final InMemoryLectures lectures;
    private volatile boolean attendeesAreHidden;

    InMemoryLectureViews(InMemoryLectures lectures) {
        this.lectures = lectures;
    }

    /** What is looked at while it is an error to ask for attendees. */
    public <T> T withoutAttendees(Supplier<T> look) {
        attendeesAreHidden = true;
        try {
            return look.get();
        } finally {
            attendeesAreHidden = false;
        }
    }

    @Override
    public Optional<LectureView> lecture(LectureId id) {
        return Optional.of(lectures.eventsOf(id))
                .filter(events -> !events.isEmpty())
                .map(InMemoryLectureViews::viewOf);
    }

    @Override
    public boolean hasAttended(LectureId id, Student student) {
        return hasAttended(lectures.eventsOf(id), student);
    }

    @Override
    public List<AttendeeView> attendees(LectureId id, int after, int most) {
        if (attendeesAreHidden) {
            throw new AssertionError("the attendees were not to be read");
        }
        return attendees(lectures.eventsOf(id))
                .filter(attendee -> attendee.number() > after)
                .limit(most)
                .toList();
    }

    @Override
    public List<LectureView> lecturesOf(User user, @Nullable Cursor after, int most) {
        return lectures.all().stream()
                .map(KeptLecture::events)
                .filter(events -> switch (user) {
                    case Teacher teacher -> viewOf(events).teacher().equals(teacher);
                    case Student student -> hasAttended(events, student);
                })
                .map(InMemoryLectureViews::viewOf)
                .filter(lecture -> after == null || NEWEST_FIRST.compare(cursorOf(lecture), after) > 0)
                .sorted(Comparator.comparing(InMemoryLectureViews::cursorOf, NEWEST_FIRST))
                .limit(most)
                .toList();
    }

    private static LectureView viewOf(List<LectureEvent> events) {
        var state = after(events).state();
        return new LectureView(
                state.id(),
                state.code(),
                state.teacher(),
                state.capacity(),
                state.title(),
                state.attending(),
                state.openedAt(),
                state.startsAt(),
                state.closedAt(),
                events.size());
    }

    private static Stream<AttendeeView> attendees(List<LectureEvent> events) {
        if (events.isEmpty()) {
            return Stream.empty();
        }
        return after(events).attendances().values().stream()
                .filter(Attendance::isIn)
                .map(attendance -> new AttendeeView(attendance.student(), attendance.number(), attendance.attendedAt()))
                .sorted(Comparator.comparingInt(AttendeeView::number));
    }

    private static Lecture after(List<LectureEvent> events) {
        var lecture = Lecture.of((LectureOpened) events.getFirst());
        for (var event : events.subList(1, events.size())) {
            lecture = lecture.apply(event);
        }
        return lecture;
    }

    private static boolean hasAttended(List<LectureEvent> events, Student student) {
        return events.stream()
                .anyMatch(event -> event instanceof StudentAttended attended
                        && attended.student().equals(student));
    }

    private static Cursor cursorOf(LectureView lecture) {
        return new Cursor(lecture.openedAt(), lecture.id());
    }
}
