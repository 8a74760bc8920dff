package lectern.application;

import java.util.List;
import java.util.Random;

/** Texts that somebody somewhere has stumbled over. */
public final class HostileText {

    /** Is in every text that tries to write a line of its own, into a log or a header. */
    public static final String FORGED = "FORGED";

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "\u3000",
            "kim",
            "강의 ☕",
            "\u1100\u1161\u11a8", // a syllable in three parts
            "e\u0301\u0301\u0301\u0301", // marks upon marks
            "İıßſK", // letters that change in number or kind with their case
            "\u202e drawkcab", // from right to left
            "a\u200d\u200b\u2060b", // joiners of no width
            "\ufeffbom",
            "\ufffe\uffff\ufdd0", // no characters
            "\ue000\udbff\udffd", // for private use
            "\ud800", // half a pair
            "x\udc00\ud83d",
            "\ud83d\udc69\u200d\ud83d\udc67", // one picture, three code points
            "\ud83c\uddf0\ud83c\uddf7",
            "١٢٣", // digits of another script
            "３０",
            "\u2028\u2029", // ends of lines to some
            "\u0000",
            "\u0007\u0008\u001b[31m" + FORGED + "\u001b[0m",
            "\u0085" + FORGED,
            "x\r\n2030-01-01 ERROR " + FORGED,
            "x\nSet-Cookie: " + FORGED + "=1",
            "x\r\n\r\nHTTP/1.1 200 OK\r\n" + FORGED + ": 1",
            "%0d%0a" + FORGED + ": 1",
            "${jndi:ldap://127.0.0.1/" + FORGED + "}",
            "#{7*7} ${7*7} {{7*7}} {0} %s %n",
            "' or 1=1; drop table lecture; --",
            "\\'; \"",
            "$$; rollback; $$",
            "? ?? ?::jsonb :id ${id}",
            "\\u0000", // what a careless writer of JSON makes NUL of
            "\\ud800\\",
            "]] return {} --[[",
            "%d+%1(.*)$",
            "x\r\n*1\r\n$8\r\nFLUSHALL\r\n" + FORGED,
            "lecture:{x}:line",
            "{x}{y}}{",
            "|",
            "kim|1|2|A|lee",
            "x\nkim:1:1|ACCEPTED|ATTENDED|0|1|" + FORGED,
            "kim:1:1",
            "*?[a-z]",
            "<script>alert(1)</script>",
            "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>",
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "{\"$gt\":\"\"}",
            "null",
            "undefined",
            "NaN",
            "-0",
            "1e999",
            "0x1F",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999999999999999",
            "3f0f2b6e-2d9c-4a51-9d55-0c8a6a1f7b10",
            "0-0-0-0-0",
            "2030-03-02T09:00:00Z",
            "+999999999-12-31T23:59:59+18:00",
            "2030-02-30T25:61:61Z");

    private HostileText() {}

    /** Each of them, as it is. */
    public static List<String> all() {
        return WORDS;
    }

    public static String any(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> any(random) + any(random);
            case 1 -> WORDS.get(random.nextInt(WORDS.size())).repeat(1 + random.nextInt(100));
            case 2 -> characters(random, random.nextInt(300));
            default -> WORDS.get(random.nextInt(WORDS.size()));
        };
    }

    /** Of all planes, whole characters only. */
    private static String characters(Random random, int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            int next = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x80);
                case 1 -> random.nextInt(0x800);
                case 2 -> random.nextInt(0xD800);
                default -> 0x10000 + random.nextInt(0x100000);
            };
            text.appendCodePoint(next);
        }
        return text.toString();
    }

    /** As JSON, each character plainly or escaped. */
    public static String asJson(String text, Random random) {
        return asJson(text, random.nextInt(4) == 0);
    }

    /** @param escape whether to escape also what need not be */
    public static String asJson(String text, boolean escape) {
        var json = new StringBuilder("\"");
        text.codePoints().forEach(next -> {
            if (escape || next < ' ' || next == '"' || next == '\\' || isHalfAPair(next)) {
                Character.toString(next).chars().forEach(half -> json.append("\\u%04x".formatted(half)));
            } else {
                json.appendCodePoint(next);
            }
        });
        return json.append('"').toString();
    }

    private static boolean isHalfAPair(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    /** What may stand in a line of a header: no end of it, and at most so many characters. */
    public static String inLine(Random random) {
        var text = any(random).replaceAll("[\r\n]", "");
        return text.length() > 2000 ? text.substring(0, 2000) : text;
    }
}
