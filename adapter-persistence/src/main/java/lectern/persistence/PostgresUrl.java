package lectern.persistence;

import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The URL of a database.
 *
 * @param text such as {@code jdbc:postgresql://host:5432/lectern}
 */
record PostgresUrl(String text) {

    /**
     * Reads the value of a setting.
     *
     * @throws IllegalArgumentException when it is not such a URL. The message is one line, and does not repeat the value, which may have
     *     a password
     */
    public static PostgresUrl of(String text) {
        var url = new PostgresUrl(text);
        var _ = url.parameters(new Properties());
        return url;
    }

    /**
     * The parameters for the driver.
     *
     * @param others further parameters; those of the URL take precedence
     * @throws IllegalArgumentException when the driver can't read it, or Lectern can't work with it
     */
    Properties parameters(Properties others) {
        var all = Driver.parseURL(text, others);
        if (all == null) {
            throw new IllegalArgumentException(
                    "is not a URL of a Postgres database, such as jdbc:postgresql://host:5432/lectern");
        }
        var threshold = String.valueOf(PGProperty.PREPARE_THRESHOLD.getOrDefault(all));
        if (threshold.startsWith("-")) {
            // The driver's mode for tests, in which it can't read what commands ask for.
            throw new IllegalArgumentException("has prepareThreshold=" + threshold + ": it has to be 0 or more");
        }
        return all;
    }
}
