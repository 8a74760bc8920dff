package lectern.web.passport;

import java.util.Locale;

/** The two kinds of passports. Their types and their keys differ, so that neither is ever accepted as the other. */
enum PassportType {
    USER("lectern-user+jwt"),
    ROOM("lectern-room+jwt");

    private final String typ;

    PassportType(String typ) {
        this.typ = typ;
    }

    String typ() {
        return typ;
    }

    /** The name in the log and the metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
