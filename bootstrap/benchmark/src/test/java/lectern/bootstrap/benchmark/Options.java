package lectern.bootstrap.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is to be measured, and for how long: system properties that begin with {@code benchmark.}.
 *
 * @param points the names of the points to measure
 * @param connections how many connections each of them is measured at
 * @param rounds how often all of it is measured
 * @param time how long a point is measured
 * @param warmUp how long each contender serves before the first round
 * @param generators threads that make the load
 * @param jvm flags of the contenders' JVMs
 * @param arguments further arguments of all contenders
 * @param fresh the same for servers that have just been started
 */
record Options(
        Pattern points,
        List<Integer> connections,
        int rounds,
        Duration time,
        Duration warmUp,
        int generators,
        List<String> jvm,
        List<String> arguments,
        Fresh fresh) {

    /** What operations.md recommends. */
    private static final String JVM = "-Xmx256m -XX:+UseSerialGC";

    static Options given() {
        return new Options(
                Pattern.compile(given("points", ".*")),
                Stream.of(given("connections", "16,64,256").split(","))
                        .map(Integer::valueOf)
                        .toList(),
                Integer.parseInt(given("rounds", "3")),
                seconds(given("seconds", "5")),
                seconds(given("warmup", "15")),
                Integer.parseInt(given("generators", "1")),
                words(given("jvm", JVM)),
                words(given("arguments", "")),
                Fresh.given());
    }

    /**
     * How servers are measured that have just been started: system properties that begin with {@code benchmark.fresh.}.
     *
     * @param rounds how often each is started
     * @param rest from its readiness until the load begins
     * @param idle the same for those that idle before
     * @param window how long a window of the load is
     * @param windows how many there are, one directly after the other
     */
    record Fresh(int rounds, Duration rest, Duration idle, Duration window, int windows) {

        private static Fresh given() {
            return new Fresh(
                    Integer.parseInt(Options.given("fresh.rounds", "3")),
                    seconds(Options.given("fresh.rest", "3")),
                    seconds(Options.given("fresh.idle", "30")),
                    seconds(Options.given("fresh.window", "3")),
                    Integer.parseInt(Options.given("fresh.windows", "5")));
        }
    }

    boolean wants(String point) {
        return points.matcher(point).matches();
    }

    private static String given(String name, String otherwise) {
        var value = System.getProperty("benchmark." + name, "");
        return value.isBlank() ? otherwise : value;
    }

    private static Duration seconds(String number) {
        return Duration.ofSeconds(Long.parseLong(number));
    }

    private static List<String> words(String line) {
        return Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
