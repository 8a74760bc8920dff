package lectern.web.passport;

import java.util.Locale;

/** The two kinds of passports: their types and their keys differ, so that neither ever passes for the other. */
enum Kind {
    USER("lectern-user+jwt"),
    ROOM("lectern-room+jwt");

    private final String type;

    Kind(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    /** As the log and the metrics say it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
