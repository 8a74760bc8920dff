package lectern.bootstrap.faults;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** What this machine is told to do, if it can and lets us. */
final class Command {

    private Command() {}

    static boolean succeeds(String... command) {
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
