package lectern.web.passport;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Opens passports of one kind. It checks the length, the shape and the header before it decrypts anything. So the work that a forger
 * without a key can cause is small and bounded.
 */
final class PassportDecoder implements JwtDecoder {

    static final int LONGEST = 2048;

    /** A JWE whose parts have the lengths that dir and A256CBC-HS512 give them: no key, an IV of 16 bytes, a tag of 32. */
    private static final Pattern SHAPE = Pattern.compile("[\\w-]++\\.\\.[\\w-]{22}\\.[\\w-]++\\.[\\w-]{43}");

    private final PassportType passportType;
    private final PassportKeys keys;
    private final NimbusJwtDecoder decoder;

    PassportDecoder(PassportType passportType, PassportKeys keys, OAuth2TokenValidator<Jwt> claims) {
        this.passportType = passportType;
        this.keys = keys;
        // It has no keys for signed tokens, and refuses unsecured tokens, so it accepts encrypted tokens only.
        var processor = new DefaultJWTProcessor<>();
        processor.setJWETypeVerifier((_, _) -> {});
        processor.setJWEKeySelector((header, _) -> Collections.singletonList(keys.find(header.getKeyID())));
        processor.setJWTClaimsSetVerifier(null);
        this.decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(PassportDecoder::withInstants);
        decoder.setJwtValidator(claims);
    }

    /** @throws BadPassportException when it is not one of our passports, or its claims are not valid */
    @Override
    public Jwt decode(String passport) {
        if (passport.length() > LONGEST) {
            throw new BadPassportException(Reason.TOO_LONG);
        }
        if (!SHAPE.matcher(passport).matches()) {
            throw new BadPassportException(Reason.NOT_A_PASSPORT);
        }
        check(header(passport));
        try {
            return decoder.decode(passport);
        } catch (JwtException e) {
            throw refused(e);
        }
    }

    private static JWEHeader header(String passport) {
        try {
            return JWEHeader.parse(new Base64URL(passport.substring(0, passport.indexOf('.'))));
        } catch (ParseException | RuntimeException _) {
            throw new BadPassportException(Reason.HEADER_UNREADABLE);
        }
    }

    private void check(JWEHeader header) {
        // Nimbus itself ignores the case of types.
        var type = header.getType();
        if (type == null || !type.getType().equals(passportType.typ())) {
            throw new BadPassportException(Reason.TYPE, type == null ? "none" : type.getType());
        }
        require(JWEAlgorithm.DIR.equals(header.getAlgorithm()), Reason.ALGORITHM);
        require(EncryptionMethod.A256CBC_HS512.equals(header.getEncryptionMethod()), Reason.ENCRYPTION);
        require(header.getCompressionAlgorithm() == null, Reason.COMPRESSED);
        require(header.getCriticalParams() == null, Reason.CRITICAL_EXTENSIONS);
        require(header.getContentType() == null, Reason.CONTENT_TYPE);
        var key = header.getKeyID();
        require(key != null, Reason.KEY_ID_MISSING);
        if (keys.find(key) == null) {
            throw new BadPassportException(Reason.KEY_UNKNOWN, key);
        }
    }

    private static void require(boolean good, Reason otherwise) {
        if (!good) {
            throw new BadPassportException(otherwise);
        }
    }

    /** Why a passport with a valid header is refused. */
    private static BadPassportException refused(JwtException failed) {
        if (failed instanceof JwtValidationException invalid) {
            return new BadPassportException(
                    Reason.valueOf(invalid.getErrors().iterator().next().getErrorCode()));
        }
        return switch (failed.getCause()) {
            case BadPassportException refused -> refused;
            case BadJWTException _ -> new BadPassportException(Reason.CLAIMS_UNREADABLE);
            case null, default -> new BadPassportException(Reason.NOT_DECRYPTED);
        };
    }

    /** The result of a validator; null stands for a passport that is not refused. */
    static OAuth2TokenValidatorResult result(@Nullable Reason refused) {
        return refused == null
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(refused.name()));
    }

    /** Nimbus has dates where Spring has instants. */
    private static Map<String, Object> withInstants(Map<String, Object> claims) {
        var converted = new HashMap<>(claims);
        converted.replaceAll((_, value) -> value instanceof Date date ? date.toInstant() : value);
        // Spring's Jwt refuses these claims as well, but tells the reason only in its message.
        if (claims.isEmpty()) {
            throw new BadPassportException(Reason.CLAIMS_UNREADABLE);
        }
        if (converted.get("iat") instanceof Instant issuedAt
                && converted.get("exp") instanceof Instant expiresAt
                && !expiresAt.isAfter(issuedAt)) {
            throw new BadPassportException(Reason.LIFETIME);
        }
        return converted;
    }
}
