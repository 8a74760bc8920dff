package lectern.persistence;

import lectern.application.port.Lectures;
import lectern.application.port.LecturesContract;
import org.junit.jupiter.api.AutoClose;

class PostgresLecturesIT extends LecturesContract {

    @AutoClose
    private static final Store STORE = new Store();

    @Override
    protected Lectures lectures() {
        return STORE.lectures;
    }
}
