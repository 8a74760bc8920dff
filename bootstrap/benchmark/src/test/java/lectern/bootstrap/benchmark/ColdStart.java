package lectern.bootstrap.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A server that was started and measured once.
 *
 * @param secondsToReady from the start of its process to the first 200 of its readiness
 * @param windows one directly after the other
 * @param unexpected the answers that do not count
 */
record ColdStart(double secondsToReady, List<Window> windows, Unexpected unexpected) {

    @Override
    public String toString() {
        return windows.stream()
                .map(window -> String.format(Locale.ROOT, "%.0f/s, p99 %.0f ms", window.perSecond(), window.p99()))
                .collect(Collectors.joining(
                        "; ", String.format(Locale.ROOT, "ready after %.1f s; ", secondsToReady), " " + unexpected));
    }
}
