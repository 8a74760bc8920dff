package lectern.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** What this machine is told to do, if it can and lets us. */
public final class Command {

    private Command() {}

    /** Where a program of the JDK that runs this is, such as {@code java}. */
    public static String ofThisJdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** What it says, line by line; fails when it does not succeed. */
    public static List<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var lines = process.inputReader().lines().toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s: %s".formatted(List.of(command), lines));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            // There is no such command here.
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
