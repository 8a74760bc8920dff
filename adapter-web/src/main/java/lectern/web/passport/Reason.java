package lectern.web.passport;

import java.util.Locale;

/** Why a passport is refused, in the order in which it is checked: for the log and the metrics, never for the client. */
enum Reason {
    HEADER_REPEATED,
    TOO_LONG,
    NOT_A_PASSPORT,
    HEADER_UNREADABLE,
    TYPE,
    ALGORITHM,
    ENCRYPTION,
    COMPRESSED,
    CRITICAL_EXTENSIONS,
    CONTENT_TYPE,
    KEY_ID_MISSING,
    KEY_UNKNOWN,
    NOT_DECRYPTED,
    CLAIMS_UNREADABLE,
    ISSUED_AT_MISSING,
    EXPIRY_MISSING,
    LIFETIME,
    AUDIENCE,
    ISSUED_IN_THE_FUTURE,
    NOT_YET_VALID,
    ISSUER,
    SUBJECT,
    ROLE,
    EXPIRED;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in the log and the metrics. */
    String label() {
        return label;
    }
}
