package lectern.persistence.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import lectern.domain.LectureState;
import org.jooq.Field;
import org.junit.jupiter.api.Test;

/** A component of the state that is not stored would be lost without a word. */
class StateColumnTest {

    @Test
    void everyComponentOfTheStateHasItsColumn() {
        assertThat(StateColumn.fields())
                .extracting(Field::getName)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(LectureState.class.getRecordComponents())
                        .map(StateColumnTest::column)
                        .toList());
    }

    private static String column(RecordComponent component) {
        return component.getName().equals("teacher")
                ? "teacher_id"
                : component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
