package lectern.application.inmemory;

import lectern.application.port.Lectures;
import lectern.application.port.LecturesContract;

class InMemoryLecturesTest extends LecturesContract {

    @Override
    protected Lectures lectures() {
        return new InMemoryLectures();
    }
}
