package lectern.persistence;

import lectern.application.port.Housekeeping;
import lectern.application.port.HousekeepingContract;
import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;
import org.junit.jupiter.api.AutoClose;

class PostgresHousekeepingIT extends HousekeepingContract {

    @AutoClose
    private static final Store STORE = new Store();

    @Override
    protected Housekeeping housekeeping() {
        return STORE.housekeeping;
    }

    @Override
    protected Lectures lectures() {
        return STORE.lectures;
    }

    @Override
    protected LectureViews views() {
        return STORE.views;
    }
}
