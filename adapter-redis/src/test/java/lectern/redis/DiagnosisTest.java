package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisMovedException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.misc.RedisURI;

class DiagnosisTest {

    /** What Redisson puts behind what Redis said. */
    private static final String ASKED =
            ". channel: [id: 0x1, L:/127.0.0.1:1 - R:127.0.0.1/127.0.0.1:2] command: (EVALSHA), params: [keys, channel, kim]";

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    WRONGPASS invalid username-password pair or user is disabled. ^ password (WRONGPASS): look at lectern.redis.username
                    NOAUTH Authentication required. ^ set lectern.redis.password
                    ERR AUTH <password> called without any password configured for the default user. Are you sure? ^ has no password
                    ERR Client sent AUTH, but no password is set ^ has no password
                    NOPERM this user has no permissions to run the 'evalsha' command ^ the command evalsha (NOPERM)
                    NOPERM User lectern has no permissions to run the 'config|get' command ^ the command config|get (NOPERM)
                    NOPERM this user has no permissions to access one of the keys used as arguments ^ a key, of lecture:*
                    NOPERM No permissions to access a key ^ a key, of lecture:*
                    NOPERM this user has no permissions to access one of the channels used as arguments ^ a channel, of lecture:answers:*
                    NOPERM No permissions to access a channel ^ a channel, of lecture:answers:*
                    ERR The user executing the script can't run this command or subcommand script: 97, on @user_script:1. ^ a command of a script
                    ERR The user executing the script can't publish to the channel mentioned in the command script: 97, on @user_script:1. ^ a channel,
                    ERR The user executing the script can't access at least one of the keys mentioned in the command ^ a key,
                    ERR ACL failure in script: User lectern has no permissions to run the 'publish' command script: 97 ^ the command publish
                    ERR unknown command 'EVALSHA', with args beginning with: 'kim' ^ the command EVALSHA: look whether it was renamed
                    ERR unknown command `EVALSHA`, with args ^ Redis does not answer (RedisException)
                    READONLY You can't write against a read only replica. ^ is a replica
                    MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'. ^ without its master
                    NOREPLICAS Not enough good replicas to write. ^ min-replicas-to-write
                    MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. ^ its disk
                    LOADING Redis is loading the dataset in memory ^ loads its data
                    BUSY Redis is busy running a script. ^ busy with a script
                    CLUSTERDOWN Hash slot not served ^ CLUSTER INFO
                    DENIED Redis is running in protected mode ^ protected mode
                    ERR max number of clients reached ^ maxclients
                    ERR DB index is out of range ^ no database of this number
                    ERR SELECT is not allowed in cluster mode ^ database 0 only
                    SENTINEL GET-MASTER-ADDR-BY-NAME: Master node is undefined! ^ masterName
                    ERR something of kim's ^ Redis does not answer (RedisException)
                    """)
    void saysWhatTheAnswersOfRedisMean(String answer, String meaning) {
        assertThat(Diagnosis.of(new ExecutionException(new RedisException(answer + ASKED))))
                .contains(meaning)
                .doesNotContain("kim", "params");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new TimeoutException(), "does not answer in time"),
                Arguments.of(new RedisTimeoutException("kim"), "does not answer in time"),
                Arguments.of(new ConnectException("Connection refused: kim"), "nothing listens"),
                Arguments.of(new NoRouteToHostException("kim"), "there is no way"),
                Arguments.of(new UnknownHostException("kim"), "is not known"),
                Arguments.of(new SSLHandshakeException("kim"), "TLS with Redis fails"),
                Arguments.of(new CertificateException("kim"), "is not trusted"),
                Arguments.of(new RedisOutOfMemoryException("command not allowed" + ASKED), "out of memory"),
                Arguments.of(new RedisMovedException(1, new RedisURI("redis://kim:1")), "node of a Cluster"),
                Arguments.of(new IllegalStateException("Can't decode replay: kim"), "is no Redis"),
                Arguments.of(new IllegalStateException("kim"), "(IllegalStateException)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatFailuresMean(Throwable failure, String meaning) {
        assertThat(Diagnosis.of(new CompletionException(new RedisConnectionException(failure))))
                .contains(meaning)
                .doesNotContain("kim");
    }

    @Test
    void goesByTheInnermostCauseThatIsKnown() {
        var unknown = new IllegalStateException("kim");
        var host = new UnknownHostException("kim");
        host.initCause(unknown);

        assertThat(Diagnosis.of(new RedisConnectionException(host))).contains("is not known");
    }
}
