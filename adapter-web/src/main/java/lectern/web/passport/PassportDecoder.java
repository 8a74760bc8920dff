package lectern.web.passport;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens passports of one kind. It checks the length, the shape and the header before it decrypts anything. So the work that a forger
 * without a key can cause is small and bounded.
 *
 * @param <C> what the claims of such a passport say
 */
final class PassportDecoder<C> {

    static final int LONGEST = 2048;

    /** The lengths that dir and A256CBC-HS512 give an IV of 16 bytes and a tag of 32. */
    private static final int IV_LENGTH = 22;

    private static final int TAG_LENGTH = 43;

    private final PassportType type;
    private final PassportKeys keys;
    private final Function<JWTClaimsSet, C> claims;

    /** The header of the last genuine passport. All passports of one issuer and one key have the same header. */
    private volatile @Nullable Header last;

    /** A valid header, with the decrypter of the key that it names. */
    private record Header(String text, JWEHeader parsed, DirectDecrypter decrypter) {}

    /** @param claims reads the claims, and throws a {@link BadPassportException} if they are not valid */
    PassportDecoder(PassportType type, PassportKeys keys, Function<JWTClaimsSet, C> claims) {
        this.type = type;
        this.keys = keys;
        this.claims = claims;
    }

    /** @throws BadPassportException when it is not one of our passports, or its claims are not valid */
    C decode(String passport) {
        return claims.apply(Claims.parse(decrypt(passport)));
    }

    /** Takes a JWE apart: header, no encrypted key, IV, ciphertext, tag. */
    private String decrypt(String passport) {
        BadPassportException.unless(passport.length() <= LONGEST, Reason.TOO_LONG);
        int headerEnd = passport.indexOf('.');
        int iv = headerEnd + 2;
        int ivEnd = iv + IV_LENGTH;
        int ciphertext = ivEnd + 1;
        int tag = passport.length() - TAG_LENGTH;
        int ciphertextEnd = tag - 1;
        BadPassportException.unless(
                ciphertext < ciphertextEnd
                        && isBase64Url(passport, 0, headerEnd)
                        && passport.charAt(headerEnd + 1) == '.'
                        && isBase64Url(passport, iv, ivEnd)
                        && passport.charAt(ivEnd) == '.'
                        && isBase64Url(passport, ciphertext, ciphertextEnd)
                        && passport.charAt(ciphertextEnd) == '.'
                        && isBase64Url(passport, tag, passport.length()),
                Reason.NOT_A_PASSPORT);
        return decrypt(
                header(passport.substring(0, headerEnd)),
                new Base64URL(passport.substring(iv, ivEnd)),
                new Base64URL(passport.substring(ciphertext, ciphertextEnd)),
                new Base64URL(passport.substring(tag)));
    }

    private static boolean isBase64Url(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
                return false;
            }
        }
        return from < to;
    }

    private String decrypt(Header header, Base64URL iv, Base64URL ciphertext, Base64URL tag) {
        try {
            var authenticated = header.text().getBytes(StandardCharsets.US_ASCII);
            var plain = header.decrypter().decrypt(header.parsed(), null, iv, ciphertext, tag, authenticated);
            // Only now: nobody without a key can replace the header that is kept.
            last = header;
            return new String(plain, StandardCharsets.UTF_8);
        } catch (JOSEException | RuntimeException _) {
            throw new BadPassportException(Reason.NOT_DECRYPTED);
        }
    }

    private Header header(String text) {
        var known = last;
        if (known != null && known.text().equals(text)) {
            return known;
        }
        JWEHeader parsed;
        try {
            parsed = JWEHeader.parse(new Base64URL(text));
        } catch (ParseException | RuntimeException _) {
            throw new BadPassportException(Reason.HEADER_UNREADABLE);
        }
        return new Header(text, parsed, decrypter(parsed));
    }

    private DirectDecrypter decrypter(JWEHeader header) {
        // Nimbus itself ignores the case of types.
        var typ = header.getType();
        if (typ == null || !typ.getType().equals(type.typ())) {
            throw new BadPassportException(Reason.TYPE, typ == null ? "none" : typ.getType());
        }
        BadPassportException.unless(JWEAlgorithm.DIR.equals(header.getAlgorithm()), Reason.ALGORITHM);
        BadPassportException.unless(
                EncryptionMethod.A256CBC_HS512.equals(header.getEncryptionMethod()), Reason.ENCRYPTION);
        BadPassportException.unless(header.getCompressionAlgorithm() == null, Reason.COMPRESSED);
        BadPassportException.unless(header.getCriticalParams() == null, Reason.CRITICAL_EXTENSIONS);
        BadPassportException.unless(header.getContentType() == null, Reason.CONTENT_TYPE);
        var id = header.getKeyID();
        BadPassportException.unless(id != null, Reason.KEY_ID_MISSING);
        var key = keys.find(id);
        if (key == null) {
            throw new BadPassportException(Reason.KEY_UNKNOWN, id);
        }
        try {
            return new DirectDecrypter(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
