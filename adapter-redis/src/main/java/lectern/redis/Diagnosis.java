package lectern.redis;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisRedirectException;
import org.redisson.client.RedisTimeoutException;

/**
 * Explains to an operator why Redis does not serve, and what to check.
 *
 * <p>It never repeats the message of a failure, which may contain the request to Redis, and so name users.
 */
final class Diagnosis {

    private static final String REFUSED = "^(?:NOPERM|ERR ACL failure|ERR The user executing the script).*";
    private static final String RIGHTS = ": look at ACL LOG in Redis, and give the user what docs/operations.md lists";

    /** Error replies of Redis, and their meaning. The first match counts. "%s" stands for the group of the pattern. */
    private static final List<Answer> ANSWERS = List.of(
            new Answer(
                    "^WRONGPASS",
                    "Redis refuses the user or the password (WRONGPASS): look at lectern.redis.username and lectern.redis.password, or the"
                            + " address"),
            new Answer("^NOAUTH", "Redis asks for a password (NOAUTH): set lectern.redis.password"),
            new Answer(
                    "AUTH .*without any password|no password is set",
                    "Redis has no password, and is given one: look at lectern.redis.password, or the address"),
            new Answer(
                    REFUSED + "'([a-zA-Z|]+)' command",
                    "the user of Redis may not use the command %s (NOPERM)" + RIGHTS),
            new Answer(
                    REFUSED + "\\bchannels?\\b",
                    "the user of Redis may not use a channel, of lecture:answers:* or redisson_* (NOPERM)" + RIGHTS),
            new Answer(
                    REFUSED + "\\bkeys?\\b",
                    "the user of Redis may not use a key, of lecture:* or redisson_* (NOPERM)" + RIGHTS),
            new Answer(REFUSED, "the user of Redis may not use a command of a script (NOPERM)" + RIGHTS),
            new Answer(
                    "^ERR unknown command '?([a-zA-Z]+)",
                    "Redis does not know the command %s: look whether it was renamed, and that it is Redis 7 or later"),
            new Answer(
                    "^READONLY",
                    "Redis is a replica, which takes no writes (READONLY): give the address of the master, or use Sentinel"),
            new Answer("^MASTERDOWN", "Redis is a replica without its master (MASTERDOWN): look at the master"),
            new Answer(
                    "^NOREPLICAS",
                    "Redis has too few replicas to take writes (NOREPLICAS): look at min-replicas-to-write in its configuration"),
            new Answer(
                    "^MISCONF",
                    "Redis takes no writes, since it could not save to its disk (MISCONF): look at its disk; Lectern needs nothing saved"),
            new Answer("^OOM", "Redis is out of memory (OOM): look at maxmemory in its configuration"),
            new Answer("^LOADING", "Redis loads its data (LOADING): it serves when it is done"),
            new Answer("^BUSY", "Redis is busy with a script (BUSY): look for who runs it"),
            new Answer(
                    "^CLUSTERDOWN",
                    "the Cluster is down, or has no node for some keys (CLUSTERDOWN): look at CLUSTER INFO in Redis"),
            new Answer("^DENIED", "Redis is in protected mode (DENIED): give it a password, or a network of its own"),
            new Answer(
                    "max number of clients",
                    "Redis takes no more connections: look at maxclients in its configuration"),
            new Answer(
                    "DB index is out of range",
                    "Redis has no database of this number: look at the address, and at databases in its configuration"),
            new Answer(
                    "SELECT is not allowed in cluster mode",
                    "a Cluster has database 0 only: look at the address, and describe a Cluster in lectern.redis.config"),
            new Answer(
                    "Master node is undefined",
                    "Sentinel does not know the master: look at masterName and at the addresses in lectern.redis.config"));

    private record Answer(Pattern pattern, String meaning) {

        Answer(String pattern, String meaning) {
            this(Pattern.compile(pattern), meaning);
        }

        @Nullable String meaningOf(String answer) {
            var found = pattern.matcher(answer);
            if (!found.find()) {
                return null;
            }
            return found.groupCount() == 0 ? meaning : meaning.replace("%s", found.group(1));
        }
    }

    private Diagnosis() {}

    static String of(Throwable failure) {
        var causes = Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList()
                .reversed();
        return causes.stream()
                .flatMap(cause -> Optional.ofNullable(known(cause)).stream())
                .findFirst()
                .orElseGet(() ->
                        "Redis does not answer (" + causes.getFirst().getClass().getSimpleName() + ")");
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case RedisOutOfMemoryException _ -> meaningOf("OOM");
            case RedisRedirectException _ ->
                "Redis is a node of a Cluster (MOVED): describe the Cluster in lectern.redis.config";
            case RedisException answer when meaningOf(answer.getMessage()) != null -> meaningOf(answer.getMessage());
            case TimeoutException _, RedisTimeoutException _ ->
                "Redis does not answer in time: look at its load and the network, and whether it speaks TLS (rediss://) or not (redis://)";
            case NoRouteToHostException _ ->
                "there is no way to the host of Redis: look at the address and the network";
            case ConnectException _ ->
                "nothing listens at the address of Redis (connection refused): look at the address, and whether Redis runs";
            case UnknownHostException _ -> "the host of Redis is not known: look at the address and DNS";
            case CertificateException _, CertPathBuilderException _ ->
                "the certificate of Redis is not trusted: look at its issuer, its host name, and the trust store of Java";
            case SSLException _ ->
                "TLS with Redis fails: look whether it speaks TLS at this port (rediss://) or not (redis://)";
            case IllegalStateException e
            when saysThatItIsNoReply(e) ->
                "what answers at the address is no Redis, or speaks TLS: look at the address";
            default -> null;
        };
    }

    private static @Nullable String meaningOf(@Nullable String answer) {
        if (answer == null) {
            return null;
        }
        var said = said(answer);
        return ANSWERS.stream()
                .flatMap(known -> Optional.ofNullable(known.meaningOf(said)).stream())
                .findFirst()
                .orElse(null);
    }

    /** The error reply of Redis, without the request, which Redisson appends and which names users. */
    static String said(String answer) {
        return answer.split("\\. channel: ", 2)[0];
    }

    private static boolean saysThatItIsNoReply(IllegalStateException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Can't decode");
    }
}
