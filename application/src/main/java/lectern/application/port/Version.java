package lectern.application.port;

/**
 * A version of a lecture: the fence against deciding on a state that has changed.
 *
 * @param number counts the appends since the lecture was opened
 * @param mark drawn anew by each append. After a failover of the store that loses commits, the same numbers come again, but never the
 *     same marks
 */
public record Version(long number, long mark) {}
