package lectern.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests leave what they measured, also what was not run, and why: nothing is left out silently. */
public final class Figures {

    private static final Path DIRECTORY = Path.of("target", "faults");

    private Figures() {}

    public static void write(String name, String text) {
        try {
            Files.writeString(Files.createDirectories(DIRECTORY).resolve(name + ".md"), text);
            System.out.print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
