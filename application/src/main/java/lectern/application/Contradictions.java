package lectern.application;

import java.util.ArrayList;
import java.util.List;

/** Contradictions between settings of one group. A record of properties collects them in its constructor, so that all are reported at once. */
public final class Contradictions {

    private final List<String> lines = new ArrayList<>();

    /** @param otherwise one line that begins with the name of a component, as the setting is written */
    public Contradictions unless(boolean holds, String otherwise) {
        if (!holds) {
            lines.add(otherwise);
        }
        return this;
    }

    /** @throws IllegalArgumentException when there are any: a line each */
    public void refuse() {
        if (!lines.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", lines));
        }
    }
}
