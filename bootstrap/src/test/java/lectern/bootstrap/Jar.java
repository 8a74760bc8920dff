package lectern.bootstrap;

import java.nio.file.Path;

/** The jar of Lectern: as it is shipped, or taken apart, with which it starts in half the time. */
public final class Jar {

    public static final Path SHIPPED = Path.of("target", "lectern.jar").toAbsolutePath();

    private Jar() {}

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
