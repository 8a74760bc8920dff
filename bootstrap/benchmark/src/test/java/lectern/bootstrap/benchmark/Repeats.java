package lectern.bootstrap.benchmark;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** The same request, of one student after another. */
record Repeats(Audience audience, Request request, int expected, IntUnaryOperator student, AtomicInteger sent)
        implements Load {

    /** By everybody. */
    static Load byAll(Audience audience, Request request, int expected) {
        return new Repeats(audience, request, expected, _ -> audience.next(), new AtomicInteger());
    }

    /** By these only, again and again. */
    static Load by(List<Integer> students, Audience audience, Request request, int expected) {
        return new Repeats(
                audience,
                request,
                expected,
                turn -> students.get(Math.floorMod(turn, students.size())),
                new AtomicInteger());
    }

    @Override
    public boolean next(int connection, ByteBuffer buffer) {
        request.write(audience.passport(student.applyAsInt(sent.getAndIncrement())), buffer);
        return true;
    }

    @Override
    public boolean expects(int status) {
        return status == expected;
    }
}
