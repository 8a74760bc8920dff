package lectern.redis;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import lectern.application.port.LectureLine.Unreachable;
import lectern.domain.LectureId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.misc.CompletableFutureWrapper;

/** What becomes of a call when Redis answers something else than its script does. */
class RedisLectureLineTest {

    private static final String NOW = "1700000000000000";

    @SuppressWarnings("unused")
    private static final List<List<?>> UNREADABLE = List.of(
            List.of(),
            List.of("DONE"),
            List.of("DONE", "soon"),
            List.of("DONE", NOW),
            List.of("DONE", NOW, "0", "0", "1"),
            List.of("DONE", NOW, "0", "0", "1", "here:1:1", NOW, "0", "A|kim"),
            List.of("DONE", NOW, "0", "0", "1", "kim", NOW, "0", "A|kim", "0"),
            List.of("DONE", NOW, "1", "kim", "0", "0", "0"),
            List.of("DONE", NOW, "many"),
            List.of("DONE", 1L),
            List.of(List.of("DONE")),
            Arrays.asList("DONE", null),
            Collections.singletonList(null));

    @ParameterizedTest
    @FieldSource("UNREADABLE")
    void mayHaveTakenEffect(List<?> reply) {
        var line = line(reply);

        assertThatExceptionOfType(Unreachable.class)
                .isThrownBy(() -> line.join(new LectureId(UUID.randomUUID()), "n1", List.of(), List.of()))
                .withMessageNotContaining("kim");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon"})
    void mayHaveTakenEffectAlsoWhenItSaysNoTime(@Nullable String time) {
        var line = line(time);

        assertThatExceptionOfType(Unreachable.class)
                .isThrownBy(() -> line.join(new LectureId(UUID.randomUUID()), "n1", List.of(), List.of()));
    }

    private static RedisLectureLine line(@Nullable Object reply) {
        var scripts = (RScript) Proxy.newProxyInstance(
                RScript.class.getClassLoader(),
                new Class<?>[] {RScript.class},
                (_, _, arguments) -> new CompletableFutureWrapper<>(
                        arguments[2] == RScript.ReturnType.LIST || !(reply instanceof List) ? reply : NOW));
        var redisson = (RedissonClient) Proxy.newProxyInstance(
                RedissonClient.class.getClassLoader(), new Class<?>[] {RedissonClient.class}, (_, _, _) -> scripts);
        var limits = new LineProperties(100, 10, Duration.ofSeconds(2));
        return new RedisLectureLine(redisson, "here", Duration.ofSeconds(5), limits);
    }
}
