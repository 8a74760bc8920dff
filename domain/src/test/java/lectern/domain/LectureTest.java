package lectern.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
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
            assertThat(restored(state).state()).isEqualTo(state);
            assertThat(restored(state).events()).isEmpty();
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
            var lecture = restored(LectureState.after(openedAtNine(TEN)));

            assertThat(lecture.attend(ANNA, TEN.minusNanos(1_000)))
                    .isEqualTo(rejected(new Rejection.LectureNotStarted(TEN)));
            assertThat(lecture.events()).isEmpty();
        }

        @Test
        void acceptsAttendanceFromTheStartOn() {
            var lecture = restored(LectureState.after(openedAtNine(TEN)));

            assertThat(lecture.attend(ANNA, TEN)).isEqualTo(accepted(attended(ANNA, 1, TEN)));
        }

        @Test
        void answersWhoeverIsInAlreadyEvenByAClockThatIsBeforeTheStart() {
            var lecture = restored(LectureState.after(openedAtNine(TEN)));
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
            var lecture = restored(LectureState.after(openedAtNine(ELEVEN)));

            assertThat(lecture.close(TEACHER, TEN)).isEqualTo(accepted(new LectureClosed(ID, 0, TEN)));

            assertThat(lecture.status(TEN)).isEqualTo(LectureStatus.CLOSED);
        }
    }

    @Nested
    class Restore {

        private static final LectureState KEPT =
                new LectureState(ID, CODE, TEACHER, new Capacity(5), null, NINE, NINE, 3, 7, 4, null);

        @Test
        void goesOnFromWhatWasKept() {
            var lecture = Lecture.restore(
                    KEPT,
                    Set.of(ANNA, BORI, CHUL),
                    List.of(new Attendance(ANNA, 5, NINE, null), new Attendance(BORI, 2, NINE, TEN)));

            assertThat(lecture.attend(ANNA, ELEVEN)).isEqualTo(repeated(attended(ANNA, 5, NINE)));
            assertThat(lecture.leave(BORI, ELEVEN)).isEqualTo(repeated(new StudentLeft(ID, BORI, TEN)));
            assertThat(lecture.attend(BORI, ELEVEN)).isEqualTo(accepted(attended(BORI, 8, ELEVEN)));
            assertThat(lecture.attend(CHUL, ELEVEN)).isEqualTo(accepted(attended(CHUL, 9, ELEVEN)));
            assertThat(lecture.state().attending()).isEqualTo(5);
            assertThat(lecture.state().attended()).isEqualTo(5);
        }

        @Test
        void keepsOnlyWhatHappensFromThenOn() {
            var lecture = Lecture.restore(KEPT, Set.of(ANNA), List.of(new Attendance(ANNA, 5, NINE, null)));

            assertThat(lecture.events()).isEmpty();
            assertThat(lecture.leave(ANNA, TEN)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.events()).containsExactly(new StudentLeft(ID, ANNA, TEN));
        }

        @Test
        void tellsTheAttendancesOfItsStudentsAsTheyAreNow() {
            var untouched = new Attendance(ANNA, 5, NINE, null);
            var lecture = Lecture.restore(
                    KEPT, Set.of(ANNA, BORI, CHUL), List.of(untouched, new Attendance(BORI, 6, NINE, null)));
            assertThat(lecture.leave(BORI, TEN)).isInstanceOf(Decision.Accepted.class);
            assertThat(lecture.attend(CHUL, TEN)).isInstanceOf(Decision.Accepted.class);

            assertThat(lecture.attendances())
                    .containsExactlyInAnyOrder(
                            untouched, new Attendance(BORI, 6, NINE, TEN), new Attendance(CHUL, 8, TEN, null));
        }

        @Test
        void refusesToDecideForAStudentItDoesNotKnow() {
            var lecture = Lecture.restore(KEPT, Set.of(ANNA), List.of());

            assertThatIllegalArgumentException().isThrownBy(() -> lecture.attend(BORI, TEN));
            assertThatIllegalArgumentException().isThrownBy(() -> lecture.leave(BORI, TEN));
            assertThat(lecture.state()).isEqualTo(KEPT);
        }
    }

    @Nested
    class Requests {

        @Test
        void areDecidedAsWhatTheyAskFor() {
            var lecture = active(1);

            assertThat(new Request.Attend(ANNA).decide(lecture, NINE)).isEqualTo(accepted(attended(ANNA, 1, NINE)));
            assertThat(new Request.Leave(ANNA).decide(lecture, TEN))
                    .isEqualTo(accepted(new StudentLeft(ID, ANNA, TEN)));
            assertThat(new Request.Close(TEACHER).decide(lecture, ELEVEN))
                    .isEqualTo(accepted(new LectureClosed(ID, 1, ELEVEN)));
        }

        @Test
        void nameTheStudentsTheyAreAbout() {
            assertThat(new Request.Attend(ANNA).students()).containsExactly(ANNA);
            assertThat(new Request.Leave(ANNA).students()).containsExactly(ANNA);
            assertThat(new Request.Close(TEACHER).students()).isEmpty();
        }
    }

    private static LectureOpened openedAtNine(Instant startsAt) {
        return new LectureOpened(ID, CODE, TEACHER, new Capacity(2), new Title("Algebra"), startsAt, NINE);
    }

    private static Lecture active(int seats) {
        return restored(LectureState.after(
                new LectureOpened(ID, CODE, TEACHER, new Capacity(seats), new Title("Algebra"), NINE, NINE)));
    }

    private static Lecture restored(LectureState state) {
        return Lecture.restore(state, Set.of(ANNA, BORI, CHUL), List.of());
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
