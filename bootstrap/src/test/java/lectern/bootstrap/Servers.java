package lectern.bootstrap;

import java.util.stream.Stream;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;

/** Which servers an instance is given. */
final class Servers {

    private Servers() {}

    static String[] options(TestPostgres.Access postgres, TestRedis redis, String... further) {
        return Stream.concat(
                        Stream.of(
                                "--spring.datasource.url=" + postgres.url(),
                                "--spring.datasource.username=" + postgres.username(),
                                "--spring.datasource.password=" + postgres.password(),
                                "--lectern.redis.address=" + redis.address()),
                        Stream.of(further))
                .toArray(String[]::new);
    }
}
