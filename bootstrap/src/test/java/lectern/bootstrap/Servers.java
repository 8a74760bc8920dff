package lectern.bootstrap;

import java.util.stream.Stream;
import lectern.persistence.TestPostgres;
import lectern.redis.TestRedis;

/** Which servers an instance is given. */
final class Servers {

    private static final String PROFILE = "--spring.profiles.active=";

    private Servers() {}

    /** The profile is local, in which it hands out passports, unless the further options name another. */
    static String[] options(TestPostgres.Access postgres, TestRedis redis, String... further) {
        var servers = Stream.of(
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.username(),
                "--spring.datasource.password=" + postgres.password(),
                "--lectern.redis.address=" + redis.address());
        boolean named = Stream.of(further).anyMatch(option -> option.startsWith(PROFILE));
        var profile = named ? Stream.<String>of() : Stream.of(PROFILE + "local");
        return Stream.of(servers, profile, Stream.of(further)).flatMap(it -> it).toArray(String[]::new);
    }
}
