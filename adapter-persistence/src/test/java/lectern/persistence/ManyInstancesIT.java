package lectern.persistence;

import static java.util.stream.IntStream.range;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lectern.application.port.ForwardingLectures;
import lectern.application.port.Lectures;
import lectern.application.port.LecturesContract;
import org.junit.jupiter.api.AfterAll;

/** The contract holds whichever instance a call comes through: here each comes through the next one. */
class ManyInstancesIT extends LecturesContract {

    private static final TestPostgres.Access POSTGRES = TestPostgres.migrated();
    private static final List<Store> INSTANCES =
            range(0, 5).mapToObj(_ -> new Store(POSTGRES, Store.LIMITS)).toList();

    @AfterAll
    static void close() {
        INSTANCES.forEach(Store::close);
    }

    @Override
    protected Lectures lectures() {
        return new TakingTurns();
    }

    private static final class TakingTurns extends ForwardingLectures {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        protected Lectures next() {
            return INSTANCES.get(calls.getAndIncrement() % INSTANCES.size()).lectures;
        }
    }
}
