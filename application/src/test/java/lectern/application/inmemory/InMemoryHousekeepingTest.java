package lectern.application.inmemory;

import lectern.application.port.Housekeeping;
import lectern.application.port.HousekeepingContract;
import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;

class InMemoryHousekeepingTest extends HousekeepingContract {

    private final InMemoryLectures lectures = new InMemoryLectures();

    @Override
    protected Housekeeping housekeeping() {
        return lectures.housekeeping();
    }

    @Override
    protected Lectures lectures() {
        return lectures;
    }

    @Override
    protected LectureViews views() {
        return lectures.views();
    }
}
