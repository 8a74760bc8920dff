package lectern.bootstrap;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The jar of Lectern: as it is shipped; taken apart, with which it starts in half the time; and with an AOT cache, with which it takes a third. */
public final class Jar {

    public static final Path SHIPPED = besideTheClassesOf(LecternApplication.class);

    private static final Path TRAINING = SHIPPED.resolveSibling("trained");
    private static final Path TAKEN_APART = TRAINING.resolve(SHIPPED.getFileName());
    private static final Path CACHE = TRAINING.resolve("lectern.aot");

    private Jar() {}

    /**
     * Takes the jar apart and makes its AOT cache, once for all the tests that start it. The build does this before the integration
     * tests.
     */
    public static void main(String... arguments) throws IOException {
        var jar = takeApart(TRAINING).toString();
        var data = Files.createTempDirectory(TRAINING, "local").resolve("data");
        try (var trained = LecternProcess.train(data, List.of("-XX:AOTCacheOutput=" + CACHE, "-jar", jar))) {
            var client = trained.client();
            var opened = client.open(client.teacher("kim"), 1);
            var attended = client.attend(client.student("lee"), opened.text("lectureCode"));
            var _ = client.look(client.student("lee"), attended.room());
        }
    }

    private static Path besideTheClassesOf(Class<?> application) {
        var classes = application.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(classes.toString())).resolveSibling("lectern.jar");
    }

    /** What to give to {@code java} to start it as soon as can be. */
    static List<String> trained() {
        if (!Files.exists(CACHE)) {
            throw new IllegalStateException("there is no %s: mvn pre-integration-test makes it".formatted(CACHE));
        }
        return List.of("-XX:AOTCache=" + CACHE, "-jar", TAKEN_APART.toString());
    }

    /**
     * Takes it apart, as docs/operations.md says.
     *
     * @return what to start in its place
     */
    public static Path takeApart(Path destination) {
        var extract = new String[] {
            Command.ofThisJdk("java"),
            "-Djarmode=tools",
            "-jar",
            SHIPPED.toString(),
            "extract",
            "--force",
            "--destination",
            destination.toString()
        };
        if (!Command.succeeds(extract)) {
            throw new IllegalStateException("can't take %s apart".formatted(SHIPPED));
        }
        return destination.resolve(SHIPPED.getFileName()).toAbsolutePath();
    }
}
