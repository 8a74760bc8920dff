package lectern.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.misc.RedisURI;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    redis://host:6380, redis://host:6380, -, -, 0
                    redis://host, redis://host:6379, -, -, 0
                    redis://host/, redis://host:6379, -, -, 0
                    redis://host:6379/, redis://host:6379, -, -, 0
                    redis://host:6379/2, redis://host:6379, -, -, 2
                    redis://host/15, redis://host:6379, -, -, 15
                    rediss://host:6379/99, rediss://host:6379, -, -, 99
                    REDIS://Host:6379, redis://Host:6379, -, -, 0
                    valkeys://host:6379/1, valkeys://host:6379, -, -, 1
                    ' redis://host:6379 ', redis://host:6379, -, -, 0
                    redis://my_redis:6379, redis://my_redis:6379, -, -, 0
                    redis://127.0.0.1:6379, redis://127.0.0.1:6379, -, -, 0
                    redis://[::1]:6380/2, redis://[::1]:6380, -, -, 2
                    redis://[::1], redis://[::1]:6379, -, -, 0
                    redis://:secret@host, redis://host:6379, -, secret, 0
                    redis://lectern:secret@host, redis://host:6379, lectern, secret, 0
                    redis://lectern:@host, redis://host:6379, lectern, -, 0
                    redis://:@host, redis://host:6379, -, -, 0
                    redis://u:p%40ss@[::1]:1/3, redis://[::1]:1, u, p@ss, 3
                    redis://u:a+b@host, redis://host:6379, u, a+b, 0
                    redis://u:a%2Bb@host, redis://host:6379, u, a+b, 0
                    redis://u:a%20b@host, redis://host:6379, u, a b, 0
                    redis://u:%23%3F%2F%3A%25@host, redis://host:6379, u, '#?/:%', 0
                    redis://u:a:b@host, redis://host:6379, u, a:b, 0
                    redis://u:비밀@host, redis://host:6379, u, 비밀, 0
                    redis://u:%EB%B9%84@host, redis://host:6379, u, 비, 0
                    redis://u%40x:p@host, redis://host:6379, u@x, p, 0
                    """)
    void isReadAsItIsWritten(String text, String address, String username, String password, int database) {
        assertThat(RedisUrl.parse(text)).hasValue(new RedisUrl(address, username, password, database));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "host",
                "host:6379",
                "6379",
                "http://host:6379",
                "unix:/run/redis.sock",
                "redis+uds:///run/redis.sock",
                "redis:host:6379",
                "redis:/host:6379",
                "redis://",
                "redis://:6379",
                "redis:///2",
                "redis://host:",
                "redis://host:0",
                "redis://host:65536",
                "redis://host:-1",
                "redis://host:port",
                "redis://host:6379/-1",
                "redis://host:6379/abc",
                "redis://host:6379/2/",
                "redis://host:6379//",
                "redis://host:6379/99999999999",
                "redis://host:6379?database=2",
                "redis://host:6379/2?timeout=1s",
                "redis://host:6379#2",
                "redis://::1:6379",
                "redis://[::1:6379",
                "redis://ho st:6379",
                "redis://a:6379,b:6379",
                "redis://secret@host:6379",
                "redis://u:p@ss@host:6379",
                "redis://u:p#ss@host:6379",
                "redis://u:p/ss@host:6379",
                "redis://u:p?ss@host:6379",
                "redis://u:p%ss@host:6379",
                "redis://u:100%@host:6379",
                "redis://u:%FF@host:6379"
            })
    void isNoneIfItIsOtherwise(String text) {
        assertThat(RedisUrl.parse(text)).isEmpty();
    }

    @Test
    void isRefusedWithoutItsPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisUrl.of("redis://u:hu/sh@host"))
                .withMessageStartingWith("has to be like redis://host:6379, or rediss:// for TLS")
                .withMessageNotContaining("hu");
    }

    @Test
    void isTakenApartByRedissonAsItIsHere() {
        var url = RedisUrl.parse("redis://u%40x:a+b%20%2F%EB%B9%84@host:1").orElseThrow();

        var redissons = new RedisURI(url.addressWithLogin());

        assertThat(redissons.getUsername()).isEqualTo(url.username());
        assertThat(redissons.getPassword()).isEqualTo(url.password()).isEqualTo("a+b /비");
        assertThat(redissons.getHost()).isEqualTo("host");
        assertThat(redissons.getPort()).isEqualTo(1);
    }

    @Test
    void doesNotShowItsPassword() {
        assertThat(RedisUrl.parse("redis://u:secret@host").orElseThrow().toString())
                .doesNotContain("secret");
    }
}
