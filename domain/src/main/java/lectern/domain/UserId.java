package lectern.domain;

/**
 * Who somebody is, as the edge's auth server names them.
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
