package lectern.domain;

import static lectern.domain.Decision.rejected;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One room from open to close: the aggregate that decides who gets in.
 *
 * <p>It is a value. Deciding a command changes nothing, and only {@link #apply applying} an event leads to another lecture. A batch is decided by deciding each command on
 * the lecture that the events before it led to.
 *
 * @param state all that the lecture is, but for who attends it
 * @param attendances of those students whose commands are decided. A room may have 100,000 students, so it never has all of them. A student without an attendance here is taken for
 *     one who has never attended.
 */
public record Lecture(LectureState state, Map<Student, Attendance> attendances) {

    public Lecture {
        attendances = Map.copyOf(attendances);
    }

    /**
     * Decides whether a teacher may open this lecture. Whether the teacher has another one is for the store to decide, which
     * has all lectures.
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

    /** The lecture as it was opened. */
    public static Lecture of(LectureOpened opened) {
        return new Lecture(LectureState.after(opened), Map.of());
    }

    /** Decides a command at a time. Changes nothing. */
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
     * Gives a free seat to a student. A student who is in already keeps seat and number, and is told so even after the close: it may be
     * their first attend that is decided once more, since its answer was lost.
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

    /** Frees a student's seat. A student who has left already is told when they first did. */
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

    /** Sets the number of seats, for its owner only, and never below those who attend. */
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

    /** Ends the lecture, for its owner only. A closed lecture stays closed as it was. */
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
