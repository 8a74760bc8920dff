package lectern.web;

import static lectern.web.TestLectern.START;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import lectern.application.HostileText;
import lectern.web.passport.Forger;

/** Passports that nobody issued, or not for this. */
final class HostilePassports {

    private static final List<String> USER_HEADERS = List.of(
            Forger.header("lectern-user+JWT", "user-1"),
            Forger.header("lectern-room+jwt", "user-1"),
            Forger.header("JWT", "user-1"),
            Forger.header("lectern-user+jwt", "user-9"),
            Forger.header("lectern-user+jwt", "room-1"),
            "{\"alg\":\"none\",\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"}",
            "{\"alg\":\"HS256\",\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"}",
            "{\"alg\":\"A256KW\",\"enc\":\"A256CBC-HS512\",\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"}",
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"}",
            with("\"zip\":\"DEF\""),
            with("\"crit\":[\"exp\"],\"exp\":1"),
            with("\"cty\":\"JWT\""),
            "{}",
            "[]",
            "{");

    private static final List<String> CLAIMS = List.of(
            claims("kim", "\"admin\"", 0, 3600),
            claims("kim", "\"TEACHER\"", 0, 3600),
            claims("kim", "[\"teacher\"]", 0, 3600),
            claims("kim", "null", 0, 3600),
            claims("", "\"teacher\"", 0, 3600),
            claims("k".repeat(65), "\"teacher\"", 0, 3600),
            claims("k\\u0000m", "\"teacher\"", 0, 3600),
            claims("x\\r\\n" + HostileText.FORGED, "\"teacher\"", 0, 3600),
            claims("kim", "\"teacher\"", 60, 3600),
            claims("kim", "\"teacher\"", 0, 86_401),
            claims("kim", "\"teacher\"", -7200, -3600),
            claims("kim", "\"teacher\"", -86_400, -31),
            claims("kim", "\"teacher\"", 0, 3600).replace("\"lectern\"", "\"other\""),
            claims("kim", "\"teacher\"", 0, 3600).replace("\"lectern\"", "[\"lectern\",\"other\"]"),
            claims("kim", "\"teacher\"", 0, 3600).replace("\"exp\"", "\"nbf\""),
            claims("kim", "\"teacher\"", 0, 3600).replace("\"iat\"", "\"at\""),
            claims("kim", "\"teacher\"", 0, 3600).replace("\"iss\":\"edge\",", ""),
            claims("kim", "\"teacher\"", 0, 3600).replace("\"sub\":\"kim\"", "\"sub\":1"),
            "{\"exp\":1e400}",
            "{\"exp\":\"soon\"}",
            "[".repeat(900),
            "null",
            "");

    private HostilePassports() {}

    /** None of them is good for anybody, at any time of the test. */
    static String user(Random random, String good, String room) {
        var claims = claims("kim", "\"teacher\"", 0, 86_400);
        return switch (random.nextInt(10)) {
            case 0 -> Forger.seal(Forger.userHeader(), claims, Forger.STRANGE_KEY);
            case 1 -> Forger.seal(Forger.userHeader(), claims, Forger.ROOM_KEY);
            case 2 -> Forger.seal(pick(USER_HEADERS, random), claims, Forger.USER_KEY);
            case 3 -> Forger.seal(Forger.userHeader(), pick(CLAIMS, random), Forger.USER_KEY);
            case 4 -> room;
            case 5 -> good + ", " + good;
            default -> broken(random, good);
        };
    }

    static String room(Random random, String good, String user) {
        var claims = "{\"iss\":\"lectern\",\"aud\":\"lectern\",\"sub\":\"%s\",\"iat\":%d}";
        var at = START.getEpochSecond();
        return switch (random.nextInt(8)) {
            case 0 -> Forger.seal(Forger.roomHeader(), claims.formatted("x", at), Forger.ROOM_KEY);
            case 1 -> Forger.seal(Forger.roomHeader(), claims.formatted("0-0-0-0-0", at), Forger.ROOM_KEY);
            case 2 -> Forger.seal(Forger.roomHeader(), claims.formatted("x", at), Forger.STRANGE_KEY);
            case 3 -> user;
            default -> broken(random, good);
        };
    }

    private static String broken(Random random, String good) {
        return switch (random.nextInt(5)) {
            case 0 -> good.substring(0, random.nextInt(good.length()));
            case 1 -> good + 'A';
            case 2 -> "A".repeat(1 + random.nextInt(4000));
            case 3 -> "e30..%s.%s.%s".formatted("A".repeat(22), "A".repeat(random.nextInt(200)), "A".repeat(43));
            default -> flipped(random, good);
        };
    }

    /** Never the last character of a part: some of its bits say nothing. */
    private static String flipped(Random random, String good) {
        int at = random.nextInt(good.length() - 1);
        while (good.charAt(at) == '.' || good.charAt(at + 1) == '.') {
            at = random.nextInt(good.length() - 1);
        }
        return good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1);
    }

    private static String claims(String id, String role, long issuedIn, long expiresIn) {
        return "{\"iss\":\"edge\",\"aud\":\"lectern\",\"sub\":\"%s\",\"role\":%s,\"iat\":%d,\"exp\":%d}"
                .formatted(
                        id,
                        role,
                        // Not before the test can be over, where it lies in the future.
                        issuedIn > 0
                                ? START.plus(Duration.ofDays(2)).getEpochSecond()
                                : START.plusSeconds(issuedIn).getEpochSecond(),
                        START.plusSeconds(expiresIn).getEpochSecond());
    }

    private static String with(String member) {
        return "{\"alg\":\"dir\",\"enc\":\"A256CBC-HS512\",\"typ\":\"lectern-user+jwt\",\"kid\":\"user-1\"," + member
                + '}';
    }

    private static <T> T pick(List<T> among, Random random) {
        return among.get(random.nextInt(among.size()));
    }
}
