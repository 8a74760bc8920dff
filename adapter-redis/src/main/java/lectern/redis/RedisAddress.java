package lectern.redis;

/**
 * Where a Redis is that was started for this service: as a bean it stands for {@code lectern.redis.address}.
 *
 * @param url such as {@code redis://127.0.0.1:6379}
 */
public record RedisAddress(String url) {}
