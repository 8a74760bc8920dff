package lectern.domain;

import static lectern.domain.Decision.rejected;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One room from open to close: the aggregate that decides who gets in.
 *
 * <p>It is a value. Deciding a command changes nothing: only {@link #apply applying} an event leads to another lecture. In a batch,
 * each command is decided on the lecture that results from the events before it.
 *
 * @param state everything about the lecture except its attendances
 * @param attendances of the students whose commands are decided. A room may have 100,000 students, so they are never all here. A
 *     student without an attendance here counts as a newcomer.
 */
public record Lecture(LectureState state, Map<Student, Attendance> attendances) {

    public Lecture {
        attendances = Map.copyOf(attendances);
    }

    /**
     * Decides whether a teacher may open this lecture. The store, which has all lectures, decides whether the teacher already
     * has another one.
     *
     * @param startsAt when students may begin to attend; null for at once
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

    /** The lecture as it was opened. */
    public static Lecture of(LectureOpened opened) {
        return new Lecture(LectureState.after(opened), Map.of());
    }

    /** Decides a command as of a point in time. Changes nothing. */
    public <E extends LectureEvent> Decision<E> decide(LectureCommand<E> command, Instant at) {
        return command.decide(this, at);
    }

    /** The lecture after an event: the only way in which a lecture changes. */
    public Lecture apply(LectureEvent event) {
        return switch (event) {
            case LectureOpened _ -> throw new IllegalArgumentException("a lecture is opened once");
            case StudentAttended attended -> {
                var student = attended.student();
                var attendance = new Attendance(student, attended.number(), attended.at(), null);
                yield new Lecture(
                        state.after(attended, !attendances.containsKey(student)), attendancesWith(attendance));
            }
            case StudentLeft left -> new Lecture(state.after(left), attendancesWithout(left));
            case CapacityChanged changed -> new Lecture(state.after(changed), attendances);
            case LectureClosed closed -> new Lecture(state.after(closed), attendances);
        };
    }

    /**
     * Gives a free seat to a student. A student who is already in keeps seat and number. This holds even after the close, because
     * their first attend may be decided again when its answer was lost.
     */
    Decision<StudentAttended> attend(Student student, Instant at) {
        var before = attendances.get(student);
        if (before != null && before.isIn()) {
            return new Decision.Repeated<>(
                    new StudentAttended(state.id(), student, before.number(), before.attendedAt()));
        }
        if (state.closedAt() != null) {
            return rejected(new Rejection.LectureWasClosed(state.closedAt()));
        }
        if (state.status(at) == LectureStatus.RESERVED) {
            return rejected(new Rejection.LectureNotStarted(state.startsAt()));
        }
        if (state.isFull()) {
            return rejected(new Rejection.LectureFull(state.capacity()));
        }
        return new Decision.Accepted<>(new StudentAttended(state.id(), student, state.lastNumber() + 1, at));
    }

    /** Frees a student's seat. A student who has already left gets the time of that leave. */
    Decision<StudentLeft> leave(Student student, Instant at) {
        var before = attendances.get(student);
        if (before == null) {
            return rejected(new Rejection.NotInLecture());
        }
        if (before.leftAt() != null) {
            return new Decision.Repeated<>(new StudentLeft(state.id(), student, before.leftAt()));
        }
        if (state.closedAt() != null) {
            return rejected(new Rejection.LectureWasClosed(state.closedAt()));
        }
        return new Decision.Accepted<>(new StudentLeft(state.id(), student, at));
    }

    /** Sets the capacity: for the owner only, and never below the number of students who attend. */
    Decision<CapacityChanged> changeCapacity(Teacher teacher, Capacity capacity, Instant at) {
        if (!teacher.equals(state.teacher())) {
            return rejected(new Rejection.NotTheOwner());
        }
        if (state.closedAt() != null) {
            return rejected(new Rejection.LectureWasClosed(state.closedAt()));
        }
        if (capacity.seats() < state.attending()) {
            return rejected(new Rejection.CapacityBelowAttending(state.attending()));
        }
        var changed = new CapacityChanged(state.id(), capacity, state.attending(), at);
        return capacity.equals(state.capacity()) ? new Decision.Repeated<>(changed) : new Decision.Accepted<>(changed);
    }

    /** Ends the lecture, for its owner only. A closed lecture keeps the time of its first close. */
    Decision<LectureClosed> close(Teacher teacher, Instant at) {
        if (!teacher.equals(state.teacher())) {
            return rejected(new Rejection.NotTheOwner());
        }
        var closed = new LectureClosed(state.id(), state.attended(), state.closedAt() == null ? at : state.closedAt());
        return state.isClosed() ? new Decision.Repeated<>(closed) : new Decision.Accepted<>(closed);
    }

    private Map<Student, Attendance> attendancesWithout(StudentLeft left) {
        var before = attendances.get(left.student());
        if (before == null) {
            throw new IllegalArgumentException("only a student who attends can leave");
        }
        return attendancesWith(new Attendance(before.student(), before.number(), before.attendedAt(), left.at()));
    }

    private Map<Student, Attendance> attendancesWith(Attendance attendance) {
        var changed = new HashMap<>(attendances);
        changed.put(attendance.student(), attendance);
        return changed;
    }
}
