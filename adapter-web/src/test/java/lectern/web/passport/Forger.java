package lectern.web.passport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes passports by hand, as RFC 7516 and RFC 7518 (5.2) say and without the library under test: good ones and any others. */
public final class Forger {

    /** The first key of each kind, and one that nobody knows. */
    public static final String USER_KEY = key(1);

    public static final String USER_KEY_2 = key(2);
    public static final String ROOM_KEY = key(3);
    public static final String STRANGE_KEY = key(4);

    public static final String USER_KEYS = jwks("user-1", USER_KEY, "user-2", USER_KEY_2);
    public static final String ROOM_KEYS = jwks("room-1", ROOM_KEY);

    private Forger() {}

    /** 64 bytes, in base64url. */
    public static String key(int seed) {
        var bytes = new byte[64];
        Arrays.fill(bytes, (byte) seed);
        return base64(bytes);
    }

    /** A JWK set of ids and keys, in turns. */
    public static String jwks(String... idsAndKeys) {
        var keys = new StringBuilder();
        for (int i = 0; i < idsAndKeys.length; i += 2) {
            keys.append(keys.isEmpty() ? "" : ",")
                    .append("{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}"
                            .formatted(idsAndKeys[i], idsAndKeys[i + 1]));
        }
        return "{\"keys\":[%s]}".formatted(keys);
    }

    public static String userHeader() {
        return header("lectern-user+jwt", "user-1");
    }

    public static String roomHeader() {
        return header("lectern-room+jwt", "room-1");
    }

    public static String header(String typ, String kid) {
        return """
                {"alg":"dir","enc":"A256CBC-HS512","typ":"%s","kid":"%s"}""".formatted(typ, kid);
    }

    public static String seal(String header, String claims, String key) {
        return seal(header, claims.getBytes(StandardCharsets.UTF_8), key);
    }

    public static String seal(String header, byte[] plain, String key) {
        try {
            byte[] secret = Base64.getUrlDecoder().decode(key);
            var iv = new byte[16];
            Arrays.fill(iv, (byte) 7);
            var aad = base64(header.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, 32, 32, "AES"), new IvParameterSpec(iv));
            byte[] encrypted = cipher.doFinal(plain);
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret, 0, 32, "HmacSHA512"));
            mac.update(aad);
            mac.update(iv);
            mac.update(encrypted);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(aad.length * 8L).array());
            var tag = Arrays.copyOf(mac.doFinal(), 32);
            return String.join(
                    ".", new String(aad, StandardCharsets.US_ASCII), "", base64(iv), base64(encrypted), base64(tag));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }
}
