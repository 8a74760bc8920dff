package lectern.application.command;

import static org.assertj.core.api.Assertions.assertThat;

import lectern.application.Given;
import lectern.application.Some;
import lectern.application.dispatch.Dispatchers;
import lectern.application.inmemory.InMemoryLectures;
import lectern.application.inmemory.SettableClock;
import lectern.domain.Capacity;
import lectern.domain.CapacityChanged;
import lectern.domain.ChangeCapacity;
import lectern.domain.Decision;
import lectern.domain.LectureOpened;
import lectern.domain.Rejection;
import lectern.domain.User;
import org.junit.jupiter.api.Test;

class ChangeCapacityHandlerTest {

    private final InMemoryLectures lectures = new InMemoryLectures();
    private final SettableClock clock = new SettableClock(Some.TIME);
    private final ChangeCapacityHandler handler = new ChangeCapacityHandler(Dispatchers.direct(lectures, clock));
    private final Given given = new Given(lectures);

    private final LectureOpened lecture = given.opened(Some.lecture(1));

    @Test
    void givesTheLectureMoreSeats() {
        given.attended(lecture, Some.student(), Some.TIME);

        assertThat(change(lecture.teacher(), 2))
                .isEqualTo(
                        new Decision.Accepted<>(new CapacityChanged(lecture.lecture(), new Capacity(2), 1, Some.TIME)));

        assertThat(given.attended(lecture, Some.student(), Some.TIME).number()).isEqualTo(2);
    }

    @Test
    void takesNoSeatThatIsTaken() {
        given.accepted(lecture, new ChangeCapacity(lecture.teacher(), new Capacity(5)), Some.TIME);
        given.attended(lecture, Some.student(), Some.TIME);
        given.attended(lecture, Some.student(), Some.TIME);

        assertThat(change(lecture.teacher(), 1)).isEqualTo(Decision.rejected(new Rejection.CapacityBelowAttending(2)));
    }

    @Test
    void isForItsOwnerOnly() {
        var notTheOwner = Decision.<CapacityChanged>rejected(new Rejection.NotTheOwner());

        assertThat(change(Some.teacher(), 5)).isEqualTo(notTheOwner);
        assertThat(change(Some.student(), 5)).isEqualTo(notTheOwner);
    }

    @Test
    void rejectsALectureThatIsClosedOrNotThere() {
        given.closed(lecture, Some.TIME);

        assertThat(change(lecture.teacher(), 5))
                .isEqualTo(Decision.rejected(new Rejection.LectureWasClosed(Some.TIME)));
        assertThat(handler.handle(lecture.teacher(), Some.id(), new Capacity(5)))
                .isEqualTo(Decision.rejected(new Rejection.LectureNotFound()));
    }

    private Decision<CapacityChanged> change(User caller, int seats) {
        return handler.handle(caller, lecture.lecture(), new Capacity(seats));
    }
}
