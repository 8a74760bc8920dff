package lectern.application.codec;

/**
 * A text that this release can't read, because another release wrote it or because it is damaged. The message names no users.
 *
 * <p>It is a checked exception, because it is no bug of this instance: each caller has to decide what happens to such a text.
 */
public final class Unreadable extends Exception {

    Unreadable(String message) {
        super(message);
    }

    static Unreadable unknown(String what, String type) {
        // A valid type is one word. Anything else is damaged text, which may contain a user's id.
        return new Unreadable(type.matches("\\w{1,40}") ? "unknown %s: %s".formatted(what, type) : "unknown " + what);
    }
}
