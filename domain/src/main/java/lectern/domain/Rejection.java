package lectern.domain;

import java.time.Instant;

/** The reason why a command was rejected. It is a value, never an exception. A rejected command has changed nothing. */
public sealed interface Rejection {

    /** Only a teacher opens a lecture. */
    record NotATeacher() implements Rejection {}

    /** Only a student attends a lecture. */
    record NotAStudent() implements Rejection {}

    /** Only the teacher who opened a lecture closes it or changes its capacity. */
    record NotTheOwner() implements Rejection {}

    /** Only a student who attends or has attended a lecture leaves it. */
    record NotInLecture() implements Rejection {}

    /** There is no such lecture, or it was removed. */
    record LectureNotFound() implements Rejection {}

    /** Every seat is taken. */
    record LectureFull(Capacity capacity) implements Rejection {}

    /** The new capacity is below the number of students who attend. */
    record CapacityBelowAttending(int attending) implements Rejection {}

    /** The lecture is reserved: its start lies ahead. */
    record LectureNotStarted(Instant startsAt) implements Rejection {}

    /** The teacher already has a lecture that is not closed. */
    record LectureAlreadyOpen() implements Rejection {}

    /** The lecture was closed before this command could take effect. */
    record LectureWasClosed(Instant closedAt) implements Rejection {}

    /** A lecture can't be opened to start before it is opened. */
    record StartsInThePast(Instant startsAt) implements Rejection {}
}
