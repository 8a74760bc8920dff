package lectern.redis;

/**
 * The address of a Redis that was started for this service. As a bean, it takes the place of {@code lectern.redis.address}.
 *
 * @param url such as {@code redis://127.0.0.1:6379}
 */
public record RedisAddress(String url) {}
