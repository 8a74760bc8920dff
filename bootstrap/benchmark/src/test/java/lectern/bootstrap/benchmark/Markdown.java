package lectern.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;

/** A document in Markdown, written from top to bottom. */
final class Markdown {

    private final List<String> lines = new ArrayList<>();

    void title(String text) {
        paragraph("# " + text);
    }

    void section(String text) {
        paragraph("## " + text);
    }

    void paragraph(String text) {
        lines.add(text);
        lines.add("");
    }

    void list(List<String> items) {
        items.forEach(item -> lines.add("- " + item));
        lines.add("");
    }

    /**
     * A table.
     *
     * @param alignments one a column: {@code ---} for text, {@code ---:} for numbers
     */
    void table(List<String> titles, List<String> alignments, List<List<String>> rows) {
        row(titles);
        lines.add("|%s|".formatted(String.join("|", alignments)));
        rows.forEach(this::row);
        lines.add("");
    }

    private void row(List<String> cells) {
        lines.add("| %s |".formatted(String.join(" | ", cells)));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
