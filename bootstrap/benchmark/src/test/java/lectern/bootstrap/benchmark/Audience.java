package lectern.bootstrap.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import lectern.bootstrap.Passports;

/**
 * As many students as a lecture may have, with a passport each, made before any clock starts.
 *
 * <p>Each point begins with the student after the last one of the point before: so a passport comes again only when all
 * others have been seen, and no memory of passports can make a point look faster than strangers would.
 */
final class Audience {

    static final int SIZE = 100_000;

    private final byte[][] passports;
    private final AtomicLong next = new AtomicLong();

    Audience(Passports issuer) {
        this.passports = IntStream.range(0, SIZE)
                .parallel()
                .mapToObj(student -> issuer.student(id(student)).getBytes(US_ASCII))
                .toArray(byte[][]::new);
    }

    static String id(int student) {
        return "student-" + student;
    }

    static int student(String id) {
        return Integer.parseInt(id.substring("student-".length()));
    }

    byte[] passport(int student) {
        return passports[student];
    }

    /** Whoever is next. */
    int next() {
        return (int) (next.getAndIncrement() % SIZE);
    }
}
