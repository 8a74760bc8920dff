package lectern.domain;

/** What every text from outside has to be before it is stored, compared or shown. */
final class Text {

    private Text() {}

    /** @throws IllegalArgumentException when empty, longer than {@code most} characters, or not {@linkplain #isClean clean} */
    static void require(String what, String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > most) {
            throw new IllegalArgumentException("%s has 1 to %d characters, not %d".formatted(what, most, length));
        }
        if (!isClean(text)) {
            throw new IllegalArgumentException(what + " has a control character or half a surrogate pair");
        }
    }

    /** Control characters forge log lines, and neither NUL nor half a surrogate pair can be stored as UTF-8. */
    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
