package lectern.persistence;

import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;
import lectern.application.query.LectureViewsContract;
import org.junit.jupiter.api.AutoClose;

class PostgresLectureViewsIT extends LectureViewsContract {

    @AutoClose
    private static final Store STORE = new Store();

    @Override
    protected LectureViews views() {
        return STORE.views;
    }

    @Override
    protected Lectures lectures() {
        return STORE.lectures;
    }
}
