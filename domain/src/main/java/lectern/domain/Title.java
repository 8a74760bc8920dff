package lectern.domain;

/**
 * What a teacher calls a lecture.
 *
 * @param value 1 to {@value #MOST} characters (Unicode code points), none of them a control character, not all of them blank
 */
public record Title(String value) {

    public static final int MOST = 200;

    /** @throws IllegalArgumentException when malformed */
    public Title {
        Text.require("a title", value, MOST);
        if (value.isBlank()) {
            throw new IllegalArgumentException("a title is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
