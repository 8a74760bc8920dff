package lectern.persistence;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Tells the driver where a database is, and how to connect to it. */
final class DriverSource {

    private DriverSource() {}

    /**
     * @param setting where the URL comes from
     * @param parameters what {@code spring.datasource.hikari.data-source-properties} gives; the URL has the last word
     */
    static PGSimpleDataSource of(
            String setting, String url, @Nullable String username, @Nullable String password, Properties parameters) {
        var given = new Properties();
        parameters.forEach((name, value) -> parameter(name.toString()).set(given, value.toString()));
        PGProperty.USER.set(given, username);
        PGProperty.PASSWORD.set(given, password);
        var all = parameters(setting, url, given);
        var source = new PGSimpleDataSource();
        for (var parameter : PGProperty.values()) {
            source.setProperty(parameter, all.getProperty(parameter.getName()));
        }
        // The detail of an error repeats values of the row, and so ids of users.
        source.setLogServerErrorDetail(false);
        // Who may write is told by the pool's settings. The pool does not expect connections to come as anything else.
        source.setReadOnly(false);
        return source;
    }

    private static Properties parameters(String setting, String url, Properties others) {
        try {
            return new PostgresUrl(url).parameters(others);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " " + e.getMessage());
        }
    }

    /** Environment variables have no capitals. */
    private static PGProperty parameter(String name) {
        return Arrays.stream(PGProperty.values())
                .filter(known -> known.getName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("spring.datasource.hikari.data-source-properties."
                        + name + " is not a parameter of the Postgres driver"));
    }

    /** The database, as messages name it: without what else the URL has, which may be a password. */
    static String nameOf(PGSimpleDataSource source) {
        var hosts = source.getServerNames();
        var ports = source.getPortNumbers();
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i])
                .collect(joining(",", "The database at ", "/" + source.getDatabaseName()));
    }
}
