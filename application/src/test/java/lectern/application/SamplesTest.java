package lectern.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import lectern.application.port.Answer;
import lectern.domain.Decision;
import lectern.domain.LectureCommand;
import lectern.domain.LectureEvent;
import lectern.domain.Rejection;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void haveOneOfEachKind() {
        assertThat(kinds(Samples.commands(Some.teacher())))
                .containsExactlyInAnyOrderElementsOf(
                        records(LectureCommand.class).toList());
        assertThat(kinds(Samples.events(Some.id())))
                .containsExactlyInAnyOrder(LectureEvent.class.getPermittedSubclasses());
        assertThat(kinds(Samples.answers(Some.id()))).contains(Answer.class.getPermittedSubclasses());
        assertThat(kinds(Samples.answers(Some.id())
                        .flatMap(answer ->
                                answer instanceof Answer.Decided(var decision) ? Stream.of(decision) : Stream.of())))
                .contains(Decision.class.getPermittedSubclasses());
        assertThat(kinds(Samples.rejections())).containsExactlyInAnyOrder(Rejection.class.getPermittedSubclasses());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SamplesTest::records)
                : Stream.of(type);
    }

    private static Stream<Class<?>> kinds(Stream<?> samples) {
        return samples.map(Object::getClass);
    }
}
