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
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one kind of passports. The first key encrypts new passports, and every key decrypts: to rotate
 * keys, put a new one first, and take the old one away when the last passport of that key has expired.
 */
public final class PassportKeys {

    private static final int BITS = 512;

    private final String encryptionKeyId;
    private final SecretKey encryptionKey;
    private final Map<String, SecretKey> byId;

    private PassportKeys(Map<String, SecretKey> byId) {
        var first = byId.entrySet().iterator().next();
        this.encryptionKeyId = first.getKey();
        this.encryptionKey = first.getValue();
        this.byId = byId;
    }

    /**
     * Reads the value of a setting.
     *
     * @param value a JWK set as JSON, or the path of a file that has one, with or without {@code file:} before it
     * @throws IllegalArgumentException when it has no usable keys. The message is one line that gives the reason, and shows no key
     */
    public static PassportKeys of(String value) {
        if (value.strip().startsWith("{")) {
            return parse(value, "");
        }
        var file = file(value.strip());
        return parse(read(file), ", in " + file);
    }

    private static PassportKeys parse(String json, String place) {
        var byId = new LinkedHashMap<String, SecretKey>();
        for (var key : jwkSet(json, place).getKeys()) {
            if (!(key instanceof OctetSequenceKey secret) || secret.size() != BITS) {
                throw unusable("has a key that is not an \"oct\" key of %s bytes".formatted(BITS / Byte.SIZE), place);
            }
            var id = key.getKeyID();
            if (id == null || id.isEmpty() || byId.put(id, secret.toSecretKey("AES")) != null) {
                throw unusable("has keys without a \"kid\", or with the same one", place);
            }
        }
        if (byId.isEmpty()) {
            throw unusable("has no key", place);
        }
        return new PassportKeys(Collections.unmodifiableMap(byId));
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

    /** Whether a key is in both sets. With such a key, a passport of one type could be made from a key of the other. */
    boolean shareAKeyWith(PassportKeys others) {
        return byId.values().stream().anyMatch(others.byId::containsValue);
    }

    private static JWKSet jwkSet(String json, String place) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException | RuntimeException _) {
            // The parser's message may quote a key.
            throw unusable("is not a JWK set", place);
        }
    }

    /** A pipe is refused: it can be read only once. */
    private static Path file(String path) {
        var file = existing(path).orElseThrow(() -> unusable("is neither a JWK set nor the path of a file", ""));
        if (!Files.isRegularFile(file)) {
            throw unusable("has to be a JWK set or the path of a file", ", and not " + file);
        }
        return file;
    }

    /** Broken JSON may look like a path, so a path may be shown only if the file exists. */
    private static Optional<Path> existing(String path) {
        try {
            return Optional.of(Path.of(path.startsWith("file:") ? path.substring("file:".length()) : path))
                    .filter(Files::exists);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            throw unusable("can't be read as text", ", in " + file);
        }
    }

    private static IllegalArgumentException unusable(String why, String place) {
        return new IllegalArgumentException(why + place);
    }
}
