package lectern.application.port;

/**
 * What a lecture code resolved to, for one student.
 *
 * @param attends whether they attended the lecture then
 */
public record Resolved(Located lecture, boolean attends) {}
