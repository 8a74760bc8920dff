package lectern.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LectureTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-03-02T11:00:00Z");

    private static final LectureId ID = new LectureId(new UUID(0, 1));
    private static final LectureCode CODE = new LectureCode(new UUID(0, 2));
    private static final Teacher TEACHER = Teacher.of("kim");
    private static final Student ANNA = Student.of("anna");
    private static final Student BORI = Student.of("bori");
    private static final Student CHUL = Student.of("chul");

    @Nested
    class Open {

        @Test
        void opensALectureThatStartsAtOnce() {
            assertThat(open(null, NINE)).isEqualTo(new Decision.Accepted<>(openedAtNine(NINE)));
        }

        @Test
        void opensALectureThatStartsLater() {
            assertThat(open(TEN, NINE)).isEqualTo(new Decision.Accepted<>(openedAtNine(TEN)));
        }

        @Test
        void opensALectureThatStartsThisVeryMoment() {
            assertThat(open(NINE, NINE)).isEqualTo(new Decision.Accepted<>(openedAtNine(NINE)));
        }

        @Test
        void rejectsAStartInThePast() {
            var justBefore = NINE.minusNanos(1_000);

            assertThat(open(justBefore, NINE)).isEqualTo(Decision.rejected(new Rejection.StartsInThePast(justBefore)));
        }

        @Test
        void isReservedUntilItStarts() {
            assertThat(openedAtNine(TEN).status()).isEqualTo(LectureStatus.RESERVED);
            assertThat(openedAtNine(NINE).status()).isEqualTo(LectureStatus.ACTIVE);
        }

        @Test
        void startsEmpty() {
            var state = LectureState.after(openedAtNine(TEN));

            assertThat(state)
                    .isEqualTo(new LectureState(
                            ID, CODE, TEACHER, new Capacity(2), new Title("Algebra"), NINE, TEN, 0, 0, 0, null));
            assertThat(Lecture.of(openedAtNine(TEN))).isEqualTo(new Lecture(state, Map.of()));
        }

        private static Decision<LectureOpened> open(@Nullable Instant startsAt, Instant at) {
            return Lecture.open(ID, CODE, TEACHER, new Capacity(2), new Title("Algebra"), startsAt, at);
        }
    }

    @Nested
    class Attend {

        @Test
        void givesOutNumbersInTheOrderOfAdmission() {
            var lecture = active(2);

            assertThat(lecture.attend(BORI, NINE)).isEqualTo(accepted(attended(BORI, 1, NINE)));
            assertThat(lecture.attend(ANNA, TEN)).isEqualTo(accepted(attended(ANNA, 2, TEN)));
        }

        @Test
        void takesASeat() {
            var lecture = active(2);

            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.state().attending()).isEqualTo(1);
            assertThat(lecture.state().lastNumber()).isEqualTo(1);
            assertThat(lecture.state().attended()).isEqualTo(1);
            assertThat(lecture.events()).containsExactly(attended(ANNA, 1, NINE));
        }

        @Test
        void answersWhoeverIsInAlreadyAsTheFirstTime() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            var before = lecture.state();

            assertThat(lecture.attend(ANNA, TEN)).isEqualTo(repeated(attended(ANNA, 1, NINE)));

            assertThat(lecture.state()).isEqualTo(before);
            assertThat(lecture.events()).hasSize(1);
        }

        @Test
        void rejectsAttendanceWhenFull() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            var before = lecture.state();

            assertThat(lecture.attend(BORI, NINE)).isEqualTo(rejected(new Rejection.LectureFull(new Capacity(1))));

            assertThat(lecture.state()).isEqualTo(before);
            assertThat(lecture.events()).hasSize(1);
        }

        @Test
        void givesAFreedSeatToTheNext() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.attend(BORI, TEN)).isEqualTo(accepted(attended(BORI, 2, TEN)));
        }

        @Test
        void givesANewNumberToWhoeverComesBackAndCountsThemOnce() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(ANNA, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.attend(ANNA, ELEVEN)).isEqualTo(accepted(attended(ANNA, 2, ELEVEN)));

            assertThat(lecture.state().attending()).isEqualTo(1);
            assertThat(lecture.state().lastNumber()).isEqualTo(2);
            assertThat(lecture.state().attended()).isEqualTo(1);
        }

        @Test
        void rejectsAttendanceOfAFullLectureByWhoeverLeftIt() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.attend(BORI, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.attend(ANNA, TEN)).isEqualTo(rejected(new Rejection.LectureFull(new Capacity(1))));
        }

        @Test
        void rejectsAttendanceBeforeTheStart() {
            var lecture = new Room(Lecture.of(openedAtNine(TEN)));

            assertThat(lecture.attend(ANNA, TEN.minusNanos(1_000)))
                    .isEqualTo(rejected(new Rejection.LectureNotStarted(TEN)));
            assertThat(lecture.events()).isEmpty();
        }

        @Test
        void acceptsAttendanceFromTheStartOn() {
            var lecture = new Room(Lecture.of(openedAtNine(TEN)));

            assertThat(lecture.attend(ANNA, TEN)).isEqualTo(accepted(attended(ANNA, 1, TEN)));
        }

        @Test
        void answersWhoeverIsInAlreadyEvenByAClockThatIsBeforeTheStart() {
            var lecture = new Room(Lecture.of(openedAtNine(TEN)));
            assertThat(lecture.attend(ANNA, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.attend(ANNA, NINE)).isEqualTo(repeated(attended(ANNA, 1, TEN)));
        }

        @Test
        void acceptsAttendanceOfALectureThatStartedAtOnceEvenByAClockThatIsBehind() {
            assertThat(active(1).attend(ANNA, NINE.minusSeconds(5))).isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void answersWhoeverWasInWhenItWasClosedAsTheFirstTime() {
            var lecture = active(3);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.attend(ANNA, ELEVEN)).isEqualTo(repeated(attended(ANNA, 1, NINE)));
        }

        @Test
        void rejectsAttendanceOfAClosedLectureByAllWhoAreNotIn() {
            var lecture = active(3);
            assertThat(lecture.attend(BORI, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(BORI, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            for (var student : List.of(BORI, CHUL)) {
                assertThat(lecture.attend(student, ELEVEN)).isEqualTo(rejected(new Rejection.LectureWasClosed(TEN)));
            }
        }
    }

    @Nested
    class Leave {

        @Test
        void freesTheSeat() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.leave(ANNA, TEN)).isEqualTo(accepted(new StudentLeft(ID, ANNA, TEN)));

            assertThat(lecture.state().attending()).isZero();
            assertThat(lecture.state().attended()).isEqualTo(1);
            assertThat(lecture.events()).containsExactly(attended(ANNA, 1, NINE), new StudentLeft(ID, ANNA, TEN));
        }

        @Test
        void answersWhoeverHasLeftAsTheFirstTime() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(ANNA, TEN)).isInstanceOf(Decision.Accepted.class);
            var before = lecture.state();

            assertThat(lecture.leave(ANNA, ELEVEN)).isEqualTo(repeated(new StudentLeft(ID, ANNA, TEN)));

            assertThat(lecture.state()).isEqualTo(before);
            assertThat(lecture.events()).hasSize(2);
        }

        @Test
        void rejectsWhoeverNeverAttended() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.leave(BORI, TEN)).isEqualTo(rejected(new Rejection.NotInLecture()));

            assertThat(lecture.state().attending()).isEqualTo(1);
        }

        @Test
        void rejectsWhoeverWasInWhenItWasClosed() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.leave(ANNA, ELEVEN)).isEqualTo(rejected(new Rejection.LectureWasClosed(TEN)));

            assertThat(lecture.state().attending()).isEqualTo(1);
        }

        @Test
        void answersWhoeverHadLeftBeforeItWasClosedAsTheFirstTime() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.leave(ANNA, ELEVEN)).isEqualTo(repeated(new StudentLeft(ID, ANNA, NINE)));
        }

        @Test
        void rejectsWhoeverNeverAttendedAClosedLecture() {
            var lecture = active(1);
            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.leave(ANNA, ELEVEN)).isEqualTo(rejected(new Rejection.NotInLecture()));
        }
    }

    @Nested
    class Close {

        @Test
        void endsTheLectureAndCountsTheDifferentStudentsWhoEverAttended() {
            var lecture = active(2);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.attend(BORI, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.leave(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.close(TEACHER, TEN)).isEqualTo(accepted(new LectureClosed(ID, 2, TEN)));

            assertThat(lecture.status(TEN)).isEqualTo(LectureStatus.CLOSED);
            assertThat(lecture.state().closedAt()).isEqualTo(TEN);
            assertThat(lecture.events()).last().isEqualTo(new LectureClosed(ID, 2, TEN));
        }

        @Test
        void answersASecondTimeAsTheFirst() {
            var lecture = active(1);
            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.close(TEACHER, ELEVEN)).isEqualTo(repeated(new LectureClosed(ID, 0, TEN)));

            assertThat(lecture.state().closedAt()).isEqualTo(TEN);
            assertThat(lecture.events()).hasSize(1);
        }

        @Test
        void rejectsAnotherTeacherBeforeAndAfter() {
            var lecture = active(1);
            var other = Teacher.of("lee");

            assertThat(lecture.close(other, TEN)).isEqualTo(rejected(new Rejection.NotTheOwner()));
            assertThat(lecture.status(TEN)).isEqualTo(LectureStatus.ACTIVE);
            assertThat(lecture.events()).isEmpty();

            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.close(other, ELEVEN)).isEqualTo(rejected(new Rejection.NotTheOwner()));
        }

        @Test
        void endsALectureThatHasNotStarted() {
            var lecture = new Room(Lecture.of(openedAtNine(ELEVEN)));

            assertThat(lecture.close(TEACHER, TEN)).isEqualTo(accepted(new LectureClosed(ID, 0, TEN)));

            assertThat(lecture.status(TEN)).isEqualTo(LectureStatus.CLOSED);
        }
    }

    @Nested
    class ChangeOfCapacity {

        @Test
        void givesMoreSeats() {
            var lecture = active(1);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.changeCapacity(TEACHER, 2, TEN)).isEqualTo(accepted(changed(2, 1, TEN)));

            assertThat(lecture.attend(BORI, TEN)).isEqualTo(accepted(attended(BORI, 2, TEN)));
            assertThat(lecture.attend(CHUL, TEN)).isEqualTo(rejected(new Rejection.LectureFull(new Capacity(2))));
        }

        @Test
        void takesFreeSeatsAwayButNoneThatIsTaken() {
            var lecture = active(3);
            assertThat(lecture.attend(ANNA, NINE)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.attend(BORI, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.changeCapacity(TEACHER, 1, TEN))
                    .isEqualTo(rejected(new Rejection.CapacityBelowAttending(2)));
            assertThat(lecture.changeCapacity(TEACHER, 2, TEN)).isEqualTo(accepted(changed(2, 2, TEN)));
            assertThat(lecture.state().isFull()).isTrue();
        }

        @Test
        void isAnsweredAgainWhenItIsSentAgain() {
            var lecture = active(1);
            assertThat(lecture.changeCapacity(TEACHER, 5, NINE)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.changeCapacity(TEACHER, 5, TEN)).isEqualTo(repeated(changed(5, 0, TEN)));

            assertThat(lecture.events()).hasSize(1);
        }

        @Test
        void isForTheOwnerOfALectureThatIsNotClosed() {
            var lecture = active(1);
            var other = Teacher.of("lee");
            assertThat(lecture.changeCapacity(other, 5, NINE)).isEqualTo(rejected(new Rejection.NotTheOwner()));

            assertThat(lecture.close(TEACHER, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.changeCapacity(TEACHER, 5, ELEVEN))
                    .isEqualTo(rejected(new Rejection.LectureWasClosed(TEN)));
        }
    }

    @Nested
    class AsAValue {

        private static final LectureState FOUND =
                new LectureState(ID, CODE, TEACHER, new Capacity(5), null, NINE, NINE, 3, 7, 4, null);

        @Test
        void decidesOnWhatWasFound() {
            var anna = new Attendance(ANNA, 5, NINE, null);
            var bori = new Attendance(BORI, 2, NINE, TEN);
            var lecture = new Room(new Lecture(FOUND, Map.of(ANNA, anna, BORI, bori)));

            assertThat(lecture.attend(ANNA, ELEVEN)).isEqualTo(repeated(attended(ANNA, 5, NINE)));
            assertThat(lecture.leave(BORI, ELEVEN)).isEqualTo(repeated(new StudentLeft(ID, BORI, TEN)));
            assertThat(lecture.attend(BORI, ELEVEN)).isEqualTo(accepted(attended(BORI, 8, ELEVEN)));
            assertThat(lecture.attend(CHUL, ELEVEN)).isEqualTo(accepted(attended(CHUL, 9, ELEVEN)));
            assertThat(lecture.state().attending()).isEqualTo(5);
            assertThat(lecture.state().attended()).isEqualTo(5);
        }

        @Test
        void hasTheAttendancesOfItsStudentsAsTheyAreAfterEachEvent() {
            var untouched = new Attendance(ANNA, 5, NINE, null);
            var lecture =
                    new Room(new Lecture(FOUND, Map.of(ANNA, untouched, BORI, new Attendance(BORI, 6, NINE, null))));
            assertThat(lecture.leave(BORI, TEN)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.attend(CHUL, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.lecture.attendances().values())
                    .containsExactlyInAnyOrder(
                            untouched, new Attendance(BORI, 6, NINE, TEN), new Attendance(CHUL, 8, TEN, null));
        }

        @Test
        void isNotChangedByADecision() {
            var lecture = active(1).lecture;

            assertThat(lecture.decide(new AttendLecture(ANNA), NINE)).isEqualTo(accepted(attended(ANNA, 1, NINE)));
            assertThat(lecture.decide(new AttendLecture(ANNA), NINE)).isEqualTo(accepted(attended(ANNA, 1, NINE)));
            assertThat(lecture).isEqualTo(active(1).lecture);
        }

        @Test
        void isOpenedOnce() {
            var lecture = active(1).lecture;

            assertThatIllegalArgumentException().isThrownBy(() -> lecture.apply(openedAtNine(NINE)));
        }

        @Test
        void isLeftOnlyByStudentsWhoAttend() {
            var lecture = active(1).lecture;

            assertThatIllegalArgumentException().isThrownBy(() -> lecture.apply(new StudentLeft(ID, ANNA, NINE)));
        }
    }

    @Nested
    class Commands {

        @Test
        void nameTheStudentsTheyAreAboutAndWhoSendsThem() {
            assertThat(new AttendLecture(ANNA).students()).containsExactly(ANNA);
            assertThat(new LeaveLecture(ANNA).students()).containsExactly(ANNA);
            assertThat(new CloseLecture(TEACHER).students()).isEmpty();
            assertThat(new ChangeCapacity(TEACHER, new Capacity(1)).students()).isEmpty();
            assertThat(new AttendLecture(ANNA).sender()).isEqualTo(ANNA);
            assertThat(new LeaveLecture(ANNA).sender()).isEqualTo(ANNA);
            assertThat(new CloseLecture(TEACHER).sender()).isEqualTo(TEACHER);
            assertThat(new ChangeCapacity(TEACHER, new Capacity(1)).sender()).isEqualTo(TEACHER);
        }

        @Test
        void areRefusedWithoutATicketOnlyForWhatFollowsFromTheState() {
            var full = new Rejection.LectureFull(new Capacity(1));
            var notTheOwner = new Rejection.NotTheOwner();

            assertThat(new AttendLecture(ANNA).isRefusedWithoutTicket(full)).isTrue();
            assertThat(new AttendLecture(ANNA).isRefusedWithoutTicket(new Rejection.LectureNotStarted(NINE)))
                    .isFalse();
            assertThat(new LeaveLecture(ANNA).isRefusedWithoutTicket(new Rejection.NotInLecture()))
                    .isFalse();
            assertThat(new CloseLecture(TEACHER).isRefusedWithoutTicket(notTheOwner))
                    .isTrue();
            assertThat(new ChangeCapacity(TEACHER, new Capacity(1)).isRefusedWithoutTicket(notTheOwner))
                    .isTrue();
            assertThat(new ChangeCapacity(TEACHER, new Capacity(1))
                            .isRefusedWithoutTicket(new Rejection.CapacityBelowAttending(2)))
                    .isFalse();
        }
    }

    /** A lecture to which each accepted command is applied. */
    private static final class Room {

        private final List<LectureEvent> events = new ArrayList<>();
        private Lecture lecture;

        Room(Lecture lecture) {
            this.lecture = lecture;
        }

        Decision<StudentAttended> attend(Student student, Instant at) {
            return decide(new AttendLecture(student), at);
        }

        Decision<StudentLeft> leave(Student student, Instant at) {
            return decide(new LeaveLecture(student), at);
        }

        Decision<LectureClosed> close(Teacher teacher, Instant at) {
            return decide(new CloseLecture(teacher), at);
        }

        Decision<CapacityChanged> changeCapacity(Teacher teacher, int seats, Instant at) {
            return decide(new ChangeCapacity(teacher, new Capacity(seats)), at);
        }

        private <E extends LectureEvent> Decision<E> decide(LectureCommand<E> command, Instant at) {
            var decision = lecture.decide(command, at);
            if (decision instanceof Decision.Accepted<E>(var event)) {
                events.add(event);
                lecture = lecture.apply(event);
            }
            return decision;
        }

        LectureState state() {
            return lecture.state();
        }

        LectureStatus status(Instant at) {
            return lecture.state().status(at);
        }

        List<LectureEvent> events() {
            return events;
        }
    }

    private static LectureOpened openedAtNine(Instant startsAt) {
        return new LectureOpened(ID, CODE, TEACHER, new Capacity(2), new Title("Algebra"), startsAt, NINE);
    }

    private static Room active(int seats) {
        return new Room(Lecture.of(
                new LectureOpened(ID, CODE, TEACHER, new Capacity(seats), new Title("Algebra"), NINE, NINE)));
    }

    private static CapacityChanged changed(int seats, int attending, Instant at) {
        return new CapacityChanged(ID, new Capacity(seats), attending, at);
    }

    private static StudentAttended attended(Student student, int number, Instant at) {
        return new StudentAttended(ID, student, number, at);
    }

    private static <E extends LectureEvent> Decision<E> accepted(E event) {
        return new Decision.Accepted<>(event);
    }

    private static <E extends LectureEvent> Decision<E> repeated(E event) {
        return new Decision.Repeated<>(event);
    }

    private static <E extends LectureEvent> Decision<E> rejected(Rejection reason) {
        return Decision.rejected(reason);
    }
}
