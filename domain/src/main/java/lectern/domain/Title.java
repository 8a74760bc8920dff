package lectern.domain;

/**
 * The title that a teacher gives a lecture.
 *
 * @param value 1 to {@value #MOST} characters (Unicode code points), none of them a control character, at least one of them visible
 */
public record Title(String value) {

    public static final int MOST = 200;

    /** @throws IllegalArgumentException when malformed */
    public Title {
        Text.require("a title", value, MOST);
        if (Text.isBlank(value)) {
            throw new IllegalArgumentException("a title has a visible character");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
