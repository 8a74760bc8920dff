package lectern.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a single server, with user, password and database: {@code redis://user:password@host:6379/0}.
 *
 * <p>Redisson reads such a URL differently: it ignores the database, and reads a plus in a password as a blank.
 *
 * @param address as Redisson takes it, with host and port only
 */
record RedisUrl(
        String address, @Nullable String username, @Nullable String password, int database) {

    static final int DEFAULT_PORT = 6379;

    private static final int GREATEST_PORT = 65_535;

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>rediss?|valkeys?)://"
                    + "((?<user>[^:@/?#]*):(?<password>[^@/?#]*)@)?"
                    + "(?<host>\\[[0-9a-fA-F:.]+]|[^:@/?#\\[\\]\\s]+)(:(?<port>\\d{1,5}))?"
                    + "(/(?<database>\\d{1,9})?)?",
            Pattern.CASE_INSENSITIVE);

    /**
     * Reads the value of a setting.
     *
     * @throws IllegalArgumentException when it is not such a URL. The message does not repeat it, since it may have a password
     */
    public static RedisUrl of(String text) {
        return parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "has to be like redis://host:6379, or rediss:// for TLS, with user:password@ before the host and the number of a database behind the port if"
                                        + " there are any, as in redis://user:password@host:6379/2, and with : / ? # @ % in user and password as %3A %2F %3F %23 %40 %25"));
    }

    /** Empty when it is no such URL. */
    static Optional<RedisUrl> parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        var port = parts.group("port");
        int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
        if (number < 1 || number > GREATEST_PORT) {
            return Optional.empty();
        }
        var database = parts.group("database");
        try {
            return Optional.of(new RedisUrl(
                    parts.group("scheme").toLowerCase(Locale.ROOT) + "://" + parts.group("host") + ":" + number,
                    decoded(parts.group("user")),
                    decoded(parts.group("password")),
                    database == null ? 0 : Integer.parseInt(database)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Null if the part is empty. A plus is not decoded: it stands for a blank in forms only. */
    private static @Nullable String decoded(@Nullable String part) {
        if (part == null || part.isEmpty()) {
            return null;
        }
        var decoded = URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        if (decoded.contains("\uFFFD")) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return decoded;
    }

    /** With user and password, in the form that Redisson parses. */
    String addressWithLogin() {
        if (password == null) {
            return address;
        }
        var login =
                (username == null ? "" : URLEncoder.encode(username, UTF_8)) + ":" + URLEncoder.encode(password, UTF_8);
        return address.replaceFirst("://", "://" + Matcher.quoteReplacement(login) + "@");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return address + "/" + database;
    }
}
