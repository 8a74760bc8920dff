package lectern.web.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers passports that were opened, so that whoever comes again with one costs a look-up. Only genuine ones are remembered: no
 * forger can have the memory filled. Whether a passport's time is over is asked each time.
 */
final class KnownPassports implements JwtDecoder {

    private static final int MOST = 10_000;

    /** Whoever has not come for so long is a stranger again. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final JwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> claims;
    private final Cache<String, Jwt> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(KEPT)
            // To wake another thread for it costs more than to do it.
            .executor(Runnable::run)
            .build();

    /** @param claims tells whether what a passport says holds now */
    KnownPassports(JwtDecoder decoder, OAuth2TokenValidator<Jwt> claims) {
        this.decoder = decoder;
        this.claims = claims;
    }

    @Override
    public Jwt decode(String passport) {
        var before = known.getIfPresent(passport);
        if (before != null && !claims.validate(before).hasErrors()) {
            return before;
        }
        var opened = decoder.decode(passport);
        known.put(passport, opened);
        return opened;
    }
}
