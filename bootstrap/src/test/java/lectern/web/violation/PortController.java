package lectern.web.violation;

import javax.sql.DataSource;
import lectern.application.port.Lectures;
import lectern.persistence.store.PostgresLectures;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;

/** Goes past the handlers, and to the servers. */
public final class PortController {

    @Autowired
    @Nullable Lectures lectures;

    @Nullable PostgresLectures store;

    @Nullable DataSource postgres;

    @Nullable RedissonClient redis;
}
