package lectern.persistence;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where queries go.
 *
 * @param datasource the database that they read, such as a replica; what is left out is as it is for commands
 */
@ConfigurationProperties("lectern.views")
record ViewsProperties(
        @DefaultValue Source datasource, @DefaultValue PoolProperties pool) {

    record Source(
            @Nullable PostgresUrl url,
            @Nullable String username,
            @Nullable String password) {}
}
