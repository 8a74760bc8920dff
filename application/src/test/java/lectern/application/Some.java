package lectern.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import lectern.application.port.IdempotencyKey;
import lectern.domain.Capacity;
import lectern.domain.LectureCode;
import lectern.domain.LectureId;
import lectern.domain.LectureOpened;
import lectern.domain.Student;
import lectern.domain.Teacher;
import lectern.domain.Title;

/** Somebody or something new each time, so that tests over one store keep out of each other's way. */
public final class Some {

    /** When {@linkplain #lecture lectures} are opened: a time that needs every digit that is kept. */
    public static final Instant TIME = Instant.parse("2026-03-02T09:00:00.123457Z");

    private Some() {}

    public static Teacher teacher() {
        return Teacher.of("teacher-" + UUID.randomUUID());
    }

    public static Student student() {
        return Student.of("student-" + UUID.randomUUID());
    }

    public static List<Student> students(int howMany) {
        return Stream.generate(Some::student).limit(howMany).toList();
    }

    public static IdempotencyKey key() {
        return new IdempotencyKey("key-" + UUID.randomUUID());
    }

    public static LectureId id() {
        return new LectureId(UUID.randomUUID());
    }

    public static LectureCode code() {
        return new LectureCode(UUID.randomUUID());
    }

    /** A lecture that starts at once. */
    public static LectureOpened lecture(Teacher teacher, int seats, Instant at) {
        return new LectureOpened(id(), code(), teacher, new Capacity(seats), new Title("Algebra"), at, at);
    }

    public static LectureOpened lecture(Teacher teacher) {
        return lecture(teacher, 30, TIME);
    }

    public static LectureOpened lecture(int seats) {
        return lecture(teacher(), seats, TIME);
    }
}
