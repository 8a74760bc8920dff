package lectern.domain;

import java.util.Set;

/**
 * A command of a teacher on their own lecture. Its decision needs no attendances.
 *
 * @param <E> the event of the command when it is accepted
 */
public sealed interface OwnerCommand<E extends LectureEvent> extends LectureCommand<E>
        permits ChangeCapacity, CloseLecture {

    Teacher teacher();

    @Override
    default User sender() {
        return teacher();
    }

    @Override
    default Set<Student> students() {
        return Set.of();
    }

    @Override
    default boolean readsAttendancesFirst() {
        return false;
    }

    @Override
    default boolean isRefusedWithoutTicket(Rejection reason) {
        return reason instanceof Rejection.NotTheOwner;
    }
}
