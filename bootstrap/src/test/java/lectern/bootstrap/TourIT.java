package lectern.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tours of the documents, pasted into bash as a newcomer does, in the local profile.
 *
 * <p>A tour is a section whose bash blocks are run in order. The lines below a command that begin with {@code # } are its
 * whole output, and {@code …} in them, with the spaces around it, stands for any text.
 */
class TourIT {

    private static final Path ROOT = Path.of("..");
    private static final String ADDRESS_OF_A_READER = "L=http://localhost:3000";
    private static final String OUTPUT = "# ";
    private static final String END_OF_OUTPUT = "--- end of output ---";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The first that has {@code %header} in a format. */
    private static final Version CURL = Version.parse("7.84.0");

    @TempDir
    private static Path directory;

    private static LecternProcess lectern;

    @BeforeAll
    static void start() {
        lectern = LecternProcess.start(directory.resolve("data"));
    }

    @AfterAll
    static void stop() {
        lectern.close();
    }

    @ParameterizedTest
    @CsvSource({"README.md, ## A tour", "docs/tour.md, # A tour", "docs/README.ko.md, ## 둘러보기"})
    void saysWhatComesOut(String document, String heading) throws Exception {
        assertThatCurlIsNewEnough();
        var blocks = blocks(Files.readAllLines(ROOT.resolve(document)), heading);
        assertThat(blocks).as("lines of bash below \"%s\"", heading).startsWith(ADDRESS_OF_A_READER);
        var steps = steps(blocks);
        assertThat(steps)
                .as("commands with an output")
                .anyMatch(step -> !step.output().isEmpty());

        var outputs = paste(steps.stream().map(Step::command).toList());

        assertThat(transcript(steps, outputs)).isEqualTo(String.join("\n", blocks));
    }

    /** A command, which may be of several lines, and the lines that it is said to print. */
    private record Step(String command, List<String> output) {

        /** The lines as they are said to be when these are such, and these otherwise. */
        List<String> recognised(List<String> actual) {
            boolean same = actual.size() == output.size()
                    && IntStream.range(0, actual.size()).allMatch(i -> stands(output.get(i), actual.get(i)));
            return same ? output : actual;
        }

        private static boolean stands(String said, String actual) {
            return Arrays.stream(said.split("\\s*…\\s*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.collectingAndThen(Collectors.joining(".*"), Pattern::compile))
                    .matcher(actual)
                    .matches();
        }
    }

    private static void assertThatCurlIsNewEnough() {
        var version = Command.output("curl", "--version").getFirst();
        var number = Pattern.compile("curl (\\d+(\\.\\d+)*)").matcher(version);
        assertThat(number.find()).as(version).isTrue();
        assertThat(Version.parse(number.group(1)))
                .as("the curl that is here, as the tours use %header")
                .isGreaterThanOrEqualTo(CURL);
    }

    /** The lines of the bash blocks in the section below a heading. */
    private static List<String> blocks(List<String> document, String heading) {
        assertThat(document).containsOnlyOnce(heading);
        var lines = new ArrayList<String>();
        int level = heading.indexOf(' ');
        var block = "";
        for (var line : document.subList(document.indexOf(heading) + 1, document.size())) {
            if (line.startsWith("```")) {
                block = block.isEmpty() ? line : "";
            } else if (block.equals("```bash")) {
                lines.add(line);
            } else if (block.isEmpty() && line.matches("#{1,%s} .*".formatted(level))) {
                break;
            }
        }
        return lines;
    }

    private static List<Step> steps(List<String> lines) {
        var steps = new ArrayList<Step>();
        boolean goesOn = false;
        for (var line : lines) {
            if (line.startsWith(OUTPUT)) {
                steps.getLast().output().add(line.substring(OUTPUT.length()));
            } else if (goesOn) {
                var begun = steps.removeLast();
                steps.add(new Step(begun.command() + "\n" + line, begun.output()));
            } else {
                steps.add(new Step(line, new ArrayList<>()));
            }
            goesOn = line.endsWith("\\");
        }
        return steps;
    }

    /** Runs commands one after another in one bash, and returns what each has printed, its complaints too. */
    private static List<List<String>> paste(List<String> commands) throws Exception {
        var script = Files.createTempFile(directory, "tour", ".sh");
        var printed = Files.createTempFile(directory, "tour", ".txt");
        Files.writeString(
                script,
                commands.stream()
                        .map(command -> command.replace(ADDRESS_OF_A_READER, "L=" + lectern.address()))
                        .map(command -> "%s\necho; echo '%s'\n".formatted(command, END_OF_OUTPUT))
                        .collect(Collectors.joining()));
        var bash = new ProcessBuilder("bash")
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        // The instance is on this machine, whatever is between it and others.
        bash.environment().put("no_proxy", "*");
        run(bash);

        var outputs = Files.readString(printed, UTF_8).split("\n" + END_OF_OUTPUT + "\n", -1);
        assertThat(outputs).as("outputs, and what comes after the last").hasSize(commands.size() + 1);
        return Arrays.stream(outputs)
                .limit(commands.size())
                .map(output -> output.lines().toList())
                .toList();
    }

    private static void run(ProcessBuilder program) throws IOException, InterruptedException {
        var process = program.start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), SECONDS))
                    .as("bash has ended")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The tour as it would have to be written. */
    private static String transcript(List<Step> steps, List<List<String>> outputs) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < steps.size(); i++) {
            lines.add(steps.get(i).command());
            steps.get(i).recognised(outputs.get(i)).forEach(line -> lines.add(OUTPUT + line));
        }
        return String.join("\n", lines);
    }
}
