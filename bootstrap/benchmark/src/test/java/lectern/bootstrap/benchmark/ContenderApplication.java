package lectern.bootstrap.benchmark;

import lectern.bootstrap.LecternApplication;
import org.springframework.boot.SpringApplication;

/** Lectern as it is shipped, with the endpoints that the benchmark needs, and with another store if it is told so. */
final class ContenderApplication {

    private ContenderApplication() {}

    public static void main(String... arguments) {
        var _ = new SpringApplication(LecternApplication.class, ContenderConfiguration.class).run(arguments);
    }
}
