package lectern.bootstrap.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;

/** Logs how to start a further instance that uses the servers of this one. */
final class SecondInstanceHint {

    private static final Logger log = LoggerFactory.getLogger(SecondInstanceHint.class);

    private final ObjectProvider<DataDirectory> directory;
    private final ObjectProvider<LocalPostgres> postgres;
    private final ObjectProvider<LocalRedis> redis;

    SecondInstanceHint(
            ObjectProvider<DataDirectory> directory,
            ObjectProvider<LocalPostgres> postgres,
            ObjectProvider<LocalRedis> redis) {
        this.directory = directory;
        this.postgres = postgres;
        this.redis = redis;
    }

    @EventListener(ApplicationStartedEvent.class)
    void tell() throws IOException {
        var options = new ArrayList<String>();
        postgres.ifAvailable(server ->
                options.add("--spring.datasource.url=%s?user=%s".formatted(server.getJdbcUrl(), server.getUsername())));
        redis.ifAvailable(server -> options.add("--lectern.redis.address=" + server.address()));
        if (!options.isEmpty()) {
            options.addAll(0, List.of("--server.port=3001", "--spring.profiles.active=local"));
            var all = String.join(" ", options);
            directory.getObject().invite(all);
            log.info("One more instance beside this one is started with {}", all);
        }
    }
}
