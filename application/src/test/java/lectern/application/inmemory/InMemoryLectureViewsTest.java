package lectern.application.inmemory;

import lectern.application.port.Lectures;
import lectern.application.query.LectureViews;
import lectern.application.query.LectureViewsContract;

class InMemoryLectureViewsTest extends LectureViewsContract {

    private final InMemoryLectures lectures = new InMemoryLectures();

    @Override
    protected Lectures lectures() {
        return lectures;
    }

    @Override
    protected LectureViews views() {
        return lectures.views();
    }
}
