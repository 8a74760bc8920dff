package lectern.bootstrap;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import lectern.web.passport.PassportKeys;

/** Issues user passports, as the edge does. */
public final class Passports {

    private static final Duration VALIDITY = Duration.ofHours(23);

    private final String keys = PassportKeys.generate();
    private final String roomKeys = PassportKeys.generate();
    private final JWEHeader header;
    private final DirectEncrypter encrypter;
    private final Instant issuedAt;

    /** @param issuedAt when they say that they were issued; they are good for 23 hours from then on */
    public Passports(Instant issuedAt) {
        this.issuedAt = issuedAt;
        try {
            var key = JWKSet.parse(keys).getKeys().getFirst();
            this.header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256CBC_HS512)
                    .type(new JOSEObjectType("lectern-user+jwt"))
                    .keyID(key.getKeyID())
                    .build();
            this.encrypter = new DirectEncrypter(key.toOctetSequenceKey().toSecretKey("AES"));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What opens them: a JWK set. */
    public String keys() {
        return keys;
    }

    /** What seals and opens room passports, which Lectern issues. */
    public String roomKeys() {
        return roomKeys;
    }

    public String teacher(String id) {
        return issue(id, "teacher");
    }

    public String student(String id) {
        return issue(id, "student");
    }

    private String issue(String id, String role) {
        var passport = new EncryptedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer("tests")
                        .audience("lectern")
                        .subject(id)
                        .claim("role", role)
                        .issueTime(Date.from(issuedAt))
                        .expirationTime(Date.from(issuedAt.plus(VALIDITY)))
                        .build());
        try {
            passport.encrypt(encrypter);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return passport.serialize();
    }
}
