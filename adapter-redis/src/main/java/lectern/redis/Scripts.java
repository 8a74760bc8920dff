package lectern.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Lua scripts, which are resources beside this class. */
final class Scripts {

    /** Publishes a message to the caller's own channel, or only returns the time. */
    static final String PROBE = read("probe");

    private Scripts() {}

    /** @param name of the file, without {@code .lua} */
    static String read(String name) {
        try (var resource = Scripts.class.getResourceAsStream(name + ".lua")) {
            if (resource == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> CompletableFuture<T> call(
            RedissonClient redisson, String script, RScript.ReturnType type, List<String> keys, Object... arguments) {
        return AsyncCall.of(() -> redisson.getScript(StringCodec.INSTANCE)
                .evalAsync(RScript.Mode.READ_WRITE, script, type, List.copyOf(keys), arguments));
    }
}
