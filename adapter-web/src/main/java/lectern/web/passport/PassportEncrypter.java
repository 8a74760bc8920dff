package lectern.web.passport;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;

/** Encrypts passports of one type, with the first of their keys. */
final class PassportEncrypter {

    private final JWEHeader header;
    private final DirectEncrypter encrypter;

    PassportEncrypter(PassportType type, PassportKeys keys) {
        this.header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256CBC_HS512)
                .type(new JOSEObjectType(type.typ()))
                .keyID(keys.encryptionKeyId())
                .build();
        try {
            this.encrypter = new DirectEncrypter(keys.encryptionKey());
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    String encrypt(JWTClaimsSet claims) {
        var passport = new EncryptedJWT(header, claims);
        try {
            passport.encrypt(encrypter);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return passport.serialize();
    }
}
