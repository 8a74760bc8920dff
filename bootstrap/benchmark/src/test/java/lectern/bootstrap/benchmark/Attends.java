package lectern.bootstrap.benchmark;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Students who attend, each one lecture, the lectures in turns; some of them leave again. No student comes twice.
 *
 * <p>It remembers what everybody was told, so that it can be compared with what was kept.
 */
final class Attends implements Load {

    /** What a student was told last: a status, or one of these. */
    private static final short NOTHING = 0;

    private static final short LEFT = -1;

    private final Audience audience;
    private final List<Room> rooms;
    private final List<Request> attend;
    private final List<Request> leave;
    private final int leaveEvery;
    private final List<Integer> expected;
    private final int most;
    private final AtomicInteger sent = new AtomicInteger();
    private final short[] told = new short[Audience.SIZE];
    private final int[] roomOf = new int[Audience.SIZE];
    private final List<Seat> seats;

    /** What a connection is about. */
    private static final class Seat {

        private int student = -1;
        private int requests;
        private boolean leaves;
    }

    /**
     * @param leaveEvery how many requests of a connection there are to one leave; 0 for no leaves
     * @param most how many students at most
     * @param expected the statuses that may be answered
     */
    Attends(Audience audience, List<Room> rooms, int leaveEvery, int most, int connections, List<Integer> expected) {
        this.audience = audience;
        this.rooms = List.copyOf(rooms);
        this.attend = rooms.stream().map(room -> Request.attend(room.code())).toList();
        this.leave = rooms.stream().map(room -> Request.leave(room.passport())).toList();
        this.leaveEvery = leaveEvery;
        this.most = Math.min(most, Audience.SIZE);
        this.expected = List.copyOf(expected);
        this.seats = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            seats.add(new Seat());
        }
    }

    @Override
    public boolean next(int connection, ByteBuffer request) {
        var seat = seats.get(connection);
        seat.requests++;
        seat.leaves =
                leaveEvery > 0 && seat.requests % leaveEvery == 0 && seat.student >= 0 && told[seat.student] == 201;
        if (seat.leaves) {
            leave.get(roomOf[seat.student]).write(audience.passport(seat.student), request);
            return true;
        }
        int turn = sent.getAndIncrement();
        if (turn >= most) {
            return false;
        }
        seat.student = audience.next();
        roomOf[seat.student] = turn % rooms.size();
        attend.get(roomOf[seat.student]).write(audience.passport(seat.student), request);
        return true;
    }

    @Override
    public void answered(int connection, int status) {
        var seat = seats.get(connection);
        told[seat.student] = (short) (seat.leaves && status == 200 ? LEFT : status);
    }

    @Override
    public boolean expects(int status) {
        return expected.contains(status);
    }

    List<Room> rooms() {
        return rooms;
    }

    /** Whether a student was told that they have a seat, or had one. It is 200 when an instance had to leave the telling to another. */
    boolean wasAdmitted(int student) {
        return told[student] == 201 || told[student] == 200 || told[student] == LEFT;
    }

    int told(int student) {
        return told[student];
    }

    boolean hasLeft(int student) {
        return told[student] == LEFT;
    }

    /** Whether a student sent a request whose outcome they were not told. */
    boolean isLeftInDoubt(int student) {
        return told[student] == NOTHING || told[student] >= 500;
    }

    Room roomOf(int student) {
        return rooms.get(roomOf[student]);
    }
}
