package lectern.web.passport;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Opens passports of one kind. Before anything is decrypted it looks at the length, the shape and the header: what a forger
 * can have us do without a key is little and bounded.
 */
final class PassportDecoder implements JwtDecoder {

    static final int LONGEST = 2048;

    /** A JWE whose parts have the lengths that dir and A256CBC-HS512 give them: no key, an IV of 16 bytes, a tag of 32. */
    private static final Pattern SHAPE = Pattern.compile("[\\w-]++\\.\\.[\\w-]{22}\\.[\\w-]++\\.[\\w-]{43}");

    private final NimbusJwtDecoder decoder;

    PassportDecoder(Kind kind, PassportKeys keys, OAuth2TokenValidator<Jwt> claims) {
        // It has no keys for signed tokens, and refuses unsecured ones: only encrypted ones are left.
        var processor = new DefaultJWTProcessor<>();
        processor.setJWETypeVerifier((type, _) -> requireExactly(kind.type(), type));
        processor.setJWEKeySelector((header, _) -> select(header, keys));
        processor.setJWTClaimsSetVerifier(null);
        this.decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(PassportDecoder::withInstants);
        decoder.setJwtValidator(claims);
    }

    /** @throws BadJwtException when it is none of ours, or does not say what it has to */
    @Override
    public Jwt decode(String passport) {
        if (passport.length() > LONGEST || !SHAPE.matcher(passport).matches()) {
            throw new BadJwtException("not the shape of a passport");
        }
        try {
            return decoder.decode(passport);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException e) {
            throw new BadJwtException("not to be opened", e);
        }
    }

    /** Nimbus itself takes types that differ in case for the same. */
    private static void requireExactly(String expected, @Nullable JOSEObjectType type) throws BadJOSEException {
        if (type == null || !type.getType().equals(expected)) {
            throw new BadJOSEException("not the type of such a passport");
        }
    }

    private static List<SecretKey> select(JWEHeader header, PassportKeys keys) {
        if (header.getKeyID() == null
                || !JWEAlgorithm.DIR.equals(header.getAlgorithm())
                || !EncryptionMethod.A256CBC_HS512.equals(header.getEncryptionMethod())
                || header.getCompressionAlgorithm() != null
                || header.getCriticalParams() != null
                || header.getContentType() != null) {
            return List.of();
        }
        var key = keys.find(header.getKeyID());
        return key == null ? List.of() : List.of(key);
    }

    /** Nimbus has dates where Spring has instants. */
    private static Map<String, Object> withInstants(Map<String, Object> claims) {
        var converted = new HashMap<>(claims);
        converted.replaceAll((_, value) -> value instanceof Date date ? date.toInstant() : value);
        return converted;
    }
}
