package lectern.persistence;

import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a database is.
 *
 * @param text such as {@code jdbc:postgresql://host:5432/lectern}
 */
record PostgresUrl(String text) {

    /**
     * Reads the URL that somebody has given.
     *
     * @throws IllegalArgumentException when it is none: one line that does not repeat it, since it may have a password
     */
    public static PostgresUrl of(String text) {
        var url = new PostgresUrl(text);
        var _ = url.parameters(new Properties());
        return url;
    }

    /**
     * What it tells the driver.
     *
     * @param others what it is told besides; the URL has the last word
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
