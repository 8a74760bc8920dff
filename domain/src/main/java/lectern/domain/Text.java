package lectern.domain;

import java.util.regex.Pattern;

/** The rules for text from outside, which is checked before it is stored, compared or shown. */
final class Text {

    /**
     * A visible character. The invisible ones have the Unicode property White_Space or Default_Ignorable_Code_Point, join or annotate
     * other text, or are drawn as a gap. They are listed one by one, so that no new version of Unicode changes which texts are blank.
     * The contract (commands.yaml) and the database (V4__joiners_are_invisible.sql) list the same characters.
     */
    private static final Pattern VISIBLE = Pattern.compile(
            "[^\\x{0}-\\x{20}\\x{7F}-\\x{A0}\\x{AD}\\x{34F}\\x{61C}"
                    + "\\x{115F}\\x{1160}\\x{1680}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2000}-\\x{200F}\\x{2028}-\\x{202F}"
                    + "\\x{205F}-\\x{206F}\\x{2800}\\x{2D7F}\\x{3000}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FEFF}\\x{FFA0}\\x{FFF0}-\\x{FFFB}"
                    + "\\x{1107F}\\x{11A47}\\x{11A99}\\x{13430}-\\x{13442}\\x{16FE4}\\x{1BCA0}-\\x{1BCA3}\\x{1D159}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}]");

    private Text() {}

    /** Whether it has no visible character. */
    static boolean isBlank(String text) {
        return !VISIBLE.matcher(text).find();
    }

    /** @throws IllegalArgumentException when empty, longer than {@code most} characters, or not {@linkplain #isClean clean} */
    static void require(String what, String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > most) {
            throw new IllegalArgumentException("%s has 1 to %s characters, not %s".formatted(what, most, length));
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
