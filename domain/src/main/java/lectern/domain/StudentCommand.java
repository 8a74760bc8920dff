package lectern.domain;

import java.util.Set;

/**
 * A command of a student about their own attendance.
 *
 * @param <E> the event of the command when it is accepted
 */
public sealed interface StudentCommand<E extends LectureEvent> extends LectureCommand<E>
        permits AttendLecture, LeaveLecture {

    Student student();

    @Override
    default User sender() {
        return student();
    }

    @Override
    default Set<Student> students() {
        return Set.of(student());
    }
}
