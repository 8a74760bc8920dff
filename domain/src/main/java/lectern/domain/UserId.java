package lectern.domain;

/**
 * The id of a user, as issued by the edge's auth server.
 *
 * @param value 1 to {@value #MOST} characters (Unicode code points), none of them a control character
 */
public record UserId(String value) {

    public static final int MOST = 64;

    /** @throws IllegalArgumentException when malformed */
    public UserId {
        Text.require("a user id", value, MOST);
    }

    @Override
    public String toString() {
        return value;
    }
}
