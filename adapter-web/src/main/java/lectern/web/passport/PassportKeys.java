package lectern.web.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one kind of passports. The first key encrypts new passports, and every key decrypts: to rotate
 * keys, put a new one first, and take the old one away when the last passport of that key has expired.
 */
public final class PassportKeys {

    private static final int BITS = 512;

    private final String setting;
    private final String encryptionKeyId;
    private final SecretKey encryptionKey;
    private final Map<String, SecretKey> byId;

    private PassportKeys(String setting, Map<String, SecretKey> byId) {
        this.setting = setting;
        var first = byId.entrySet().iterator().next();
        this.encryptionKeyId = first.getKey();
        this.encryptionKey = first.getValue();
        this.byId = byId;
    }

    /**
     * The keys that a setting gives.
     *
     * @param setting its name, for messages
     * @param value a JWK set as JSON, or the path of a file that has one, with or without {@code file:} before it
     * @throws IllegalArgumentException when it gives none that can be used: one line that says why and shows nothing of them
     */
    public static PassportKeys of(String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw unusable(setting, "is missing: it has to give a JWK set, as JSON or as the path of a file");
        }
        var json = value.strip().startsWith("{") ? value : read(setting, value.strip());
        var byId = new LinkedHashMap<String, SecretKey>();
        for (var key : parse(setting, json).getKeys()) {
            if (!(key instanceof OctetSequenceKey secret) || secret.size() != BITS) {
                throw unusable(setting, "has a key that is not an \"oct\" key of %s bytes".formatted(BITS / Byte.SIZE));
            }
            var id = key.getKeyID();
            if (id == null || id.isEmpty() || byId.put(id, secret.toSecretKey("AES")) != null) {
                throw unusable(setting, "has keys without a \"kid\", or with the same one");
            }
        }
        if (byId.isEmpty()) {
            throw unusable(setting, "has no key");
        }
        return new PassportKeys(setting, Collections.unmodifiableMap(byId));
    }

    /** A JWK set as JSON, with one new key in it. */
    public static String generate() {
        try {
            JWK key = new OctetSequenceKeyGenerator(BITS)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new JWKSet(key).toString(false);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String encryptionKeyId() {
        return encryptionKeyId;
    }

    SecretKey encryptionKey() {
        return encryptionKey;
    }

    @Nullable SecretKey find(String id) {
        return byId.get(id);
    }

    /** @throws IllegalArgumentException when both have a key: then a passport of one kind could be made from the other's */
    void requireApartFrom(PassportKeys others) {
        if (byId.values().stream().anyMatch(others.byId::containsValue)) {
            throw unusable(setting, "and " + others.setting + " share a key: each needs its own");
        }
    }

    private static JWKSet parse(String setting, String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException | RuntimeException _) {
            // What the parser says may quote a key.
            throw unusable(setting, "is not a JWK set");
        }
    }

    private static String read(String setting, String path) {
        try {
            return Files.readString(Path.of(path.startsWith("file:") ? path.substring("file:".length()) : path));
        } catch (IOException | InvalidPathException _) {
            // What was meant as JSON may be taken for a path.
            throw unusable(setting, "is neither a JWK set nor the path of a file that can be read");
        }
    }

    private static IllegalArgumentException unusable(String setting, String why) {
        return new IllegalArgumentException(setting + " " + why);
    }
}
