package lectern.application.codec;

/**
 * A text that this release can't read: another one wrote it, or it is damaged. The message names no users.
 *
 * <p>It is checked, since it is no mistake of this instance: each caller has to say what becomes of such a text.
 */
public final class Unreadable extends Exception {

    Unreadable(String message) {
        super(message);
    }

    static Unreadable unknown(String what, String type) {
        // A name is a word. Anything else is damage, and may have a user's id in it.
        return new Unreadable(type.matches("\\w{1,40}") ? "unknown %s: %s".formatted(what, type) : "unknown " + what);
    }
}
