package lectern.bootstrap.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Horizontal bars in groups, as an SVG image with its own background for light and for dark pages. */
record Chart(String title, List<Group> groups) {

    /** Bars that are comparable. */
    record Group(String title, List<Bar> bars) {

        /** Without the bars of what was not measured. */
        static Group of(String title, Stream<Bar> bars) {
            return new Group(title, bars.filter(bar -> !bar.isEmpty()).toList());
        }
    }

    /**
     * A bar, as long as the median.
     *
     * @param ours whether it is in the colour that stands out
     */
    record Bar(String label, Spread value, boolean ours) {

        /** There is no p99 when there were no answers. */
        private boolean isEmpty() {
            return value.isEmpty() || Double.isNaN(value.median());
        }
    }

    private static final int WIDTH = 760;
    private static final int MARGIN = 16;
    private static final int LABELS = 200;
    private static final int LONGEST = 460;
    private static final int BAR = 18;
    private static final int LINE = 26;

    private static final String STYLE = """
            text { font: 13px system-ui, sans-serif; fill: #1f2328 }
            .title { font-weight: 600; font-size: 15px }
            .group { font-weight: 600 }
            .page { fill: #ffffff }
            .ours { fill: #0969da }
            .peer { fill: #8c959f }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .page { fill: #0d1117 }
              .ours { fill: #4493f8 }
              .peer { fill: #6e7681 }
            }
            """;

    /** Only groups that have something to compare. */
    Chart {
        groups = groups.stream().filter(group -> !group.bars().isEmpty()).toList();
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** All bars have the same scale. */
    String svg() {
        double largest = bars().mapToDouble(bar -> bar.value().median()).max().orElse(1);
        var body = new StringBuilder();
        int y = MARGIN + BAR;
        text(body, "title", MARGIN, y, title);
        for (var group : groups) {
            y += LINE + MARGIN;
            text(body, "group", MARGIN, y, group.title());
            for (var bar : group.bars()) {
                y += LINE;
                int length = (int) Math.max(1, Math.round(LONGEST * bar.value().median() / largest));
                text(body, "label", MARGIN, y, bar.label());
                rectangle(body, bar.ours() ? "ours" : "peer", MARGIN + LABELS, y - BAR + 5, length, BAR);
                text(body, "value", MARGIN + LABELS + length + 8, y, number(bar.value()));
            }
        }
        int height = y + MARGIN + MARGIN;
        var page = new StringBuilder();
        rectangle(page, "page", 0, 0, WIDTH, height);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" width="%d" height="%d">
                <title>%s</title>
                <style>
                %s</style>
                %s%s</svg>
                """.formatted(WIDTH, height, WIDTH, height, title, STYLE, page, body);
    }

    private Stream<Bar> bars() {
        return groups.stream().flatMap(group -> group.bars().stream());
    }

    private static String number(Spread value) {
        return String.format(Locale.ENGLISH, "%,.0f", value.median());
    }

    private static void text(StringBuilder svg, String style, int x, int y, String text) {
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(style, x, y, text));
    }

    private static void rectangle(StringBuilder svg, String style, int x, int y, int width, int height) {
        svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n"
                .formatted(style, x, y, width, height));
    }
}
