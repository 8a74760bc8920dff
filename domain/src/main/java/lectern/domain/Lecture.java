package lectern.domain;

import static lectern.domain.Decision.rejected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room from open to close: the aggregate that decides who gets in.
 *
 * <p>It decides one command after another. Each sees what those before it changed, so a batch is decided by the same
 * code as a single command. It does not hold the whole room, which may have 100,000 students, but only the attendances of
 * the students that the commands at hand are about.
 *
 * <p>Not safe for use by several threads: a store hands it out inside a transaction that has the lecture to itself.
 */
public final class Lecture {

    private final LectureState opened;
    private final Set<Student> known;
    private final Map<Student, Attendance> attendances = new HashMap<>();
    private final List<LectureEvent> events = new ArrayList<>();

    private int attending;
    private int lastNumber;
    private int attended;
    private @Nullable Instant closedAt;

    private Lecture(LectureState state, Set<Student> known, Collection<Attendance> attendances) {
        this.opened = state;
        this.known = new HashSet<>(known);
        attendances.forEach(attendance -> this.attendances.put(attendance.student(), attendance));
        this.attending = state.attending();
        this.lastNumber = state.lastNumber();
        this.attended = state.attended();
        this.closedAt = state.closedAt();
    }

    /**
     * Decides whether a teacher may open this lecture. That the teacher has no other one is for the store to say, which
     * sees all lectures.
     *
     * @param startsAt from when on students may attend; null for at once
     */
    public static Decision<LectureOpened> open(
            LectureId id,
            LectureCode code,
            Teacher teacher,
            Capacity capacity,
            @Nullable Title title,
            @Nullable Instant startsAt,
            Instant at) {
        if (startsAt != null && startsAt.isBefore(at)) {
            return rejected(new Rejection.StartsInThePast(startsAt));
        }
        return new Decision.Accepted<>(
                new LectureOpened(id, code, teacher, capacity, title, startsAt == null ? at : startsAt, at));
    }

    /**
     * A lecture as its store kept it.
     *
     * @param known the students that commands will be decided for
     * @param attendances the attendances that these students have, for those who have one
     */
    public static Lecture restore(LectureState state, Set<Student> known, Collection<Attendance> attendances) {
        return new Lecture(state, known, attendances);
    }

    /**
     * Gives a free seat to a student. Whoever is in already keeps seat and number, and is told so even after the close: it may be
     * their first request that is decided once more, since its answer was lost.
     */
    public Decision<StudentAttended> attend(Student student, Instant at) {
        Attendance before = attendanceOf(student);
        if (before != null && before.isIn()) {
            return new Decision.Repeated<>(
                    new StudentAttended(opened.id(), student, before.number(), before.attendedAt()));
        }
        if (closedAt != null) {
            return rejected(new Rejection.LectureWasClosed(closedAt));
        }
        if (status(at) == LectureStatus.RESERVED) {
            return rejected(new Rejection.LectureNotStarted(opened.startsAt()));
        }
        if (isFull()) {
            return rejected(new Rejection.LectureFull(opened.capacity()));
        }
        attending++;
        lastNumber++;
        if (before == null) {
            attended++;
        }
        attendances.put(student, new Attendance(student, lastNumber, at, null));
        return accepted(new StudentAttended(opened.id(), student, lastNumber, at));
    }

    /** Frees a student's seat. Whoever has left already has left when they first did. */
    public Decision<StudentLeft> leave(Student student, Instant at) {
        Attendance before = attendanceOf(student);
        if (before == null) {
            return rejected(new Rejection.NotInLecture());
        }
        if (before.leftAt() != null) {
            return new Decision.Repeated<>(new StudentLeft(opened.id(), student, before.leftAt()));
        }
        if (closedAt != null) {
            return rejected(new Rejection.LectureWasClosed(closedAt));
        }
        attending--;
        attendances.put(student, new Attendance(student, before.number(), before.attendedAt(), at));
        return accepted(new StudentLeft(opened.id(), student, at));
    }

    /** Ends the lecture, for its owner only. What was closed stays closed as it was. */
    public Decision<LectureClosed> close(Teacher teacher, Instant at) {
        if (!teacher.equals(opened.teacher())) {
            return rejected(new Rejection.NotTheOwner());
        }
        if (closedAt != null) {
            return new Decision.Repeated<>(new LectureClosed(opened.id(), attended, closedAt));
        }
        closedAt = at;
        return accepted(new LectureClosed(opened.id(), attended, at));
    }

    public LectureStatus status(Instant at) {
        return LectureStatus.at(at, opened.openedAt(), opened.startsAt(), closedAt);
    }

    /** Whether every seat is taken now, after all that has been decided. */
    public boolean isFull() {
        return attending == opened.capacity().seats();
    }

    /** What the lecture is now, after all that has been decided. */
    public LectureState state() {
        return new LectureState(
                opened.id(),
                opened.code(),
                opened.teacher(),
                opened.capacity(),
                opened.title(),
                opened.openedAt(),
                opened.startsAt(),
                attending,
                lastNumber,
                attended,
                closedAt);
    }

    /** The attendances of the students that it was restored for, as they are now. */
    public Collection<Attendance> attendances() {
        return List.copyOf(attendances.values());
    }

    /** What has happened since the lecture was restored, in order: what its store has to keep. */
    public List<LectureEvent> events() {
        return List.copyOf(events);
    }

    private @Nullable Attendance attendanceOf(Student student) {
        if (!known.contains(student)) {
            throw new IllegalArgumentException("restored without the attendance of the student to decide for");
        }
        return attendances.get(student);
    }

    private <E extends LectureEvent> Decision<E> accepted(E event) {
        events.add(event);
        return new Decision.Accepted<>(event);
    }
}
