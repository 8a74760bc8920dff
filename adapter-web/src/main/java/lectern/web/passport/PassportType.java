package lectern.web.passport;

import java.util.Locale;

/** The two kinds of passports: their types and their keys differ, so that neither ever passes for the other. */
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

    /** As the log and the metrics say it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
