package lectern.bootstrap.start;

import java.io.File;
import java.util.Map;
import org.springframework.boot.system.ApplicationHome;

/** Where an {@code application.yaml} is looked for: in the working directory, as Spring Boot does, and before that beside the jar. */
public final class ConfigurationFiles {

    private static final String IN_THE_JAR = "optional:classpath:/;optional:classpath:/config/";
    private static final String IN_THE_WORKING_DIRECTORY =
            "optional:file:./;optional:file:./config/;optional:file:./config/*/";

    private ConfigurationFiles() {}

    /**
     * Defaults for Spring Boot. What comes later overrides what came before.
     *
     * @param application is in the jar, unless it is run from a directory of classes
     */
    public static Map<String, Object> locations(Class<?> application) {
        var home = new ApplicationHome(application);
        return home.getSource() != null && home.getSource().isFile() ? locations(home.getDir()) : Map.of();
    }

    static Map<String, Object> locations(File besideTheJar) {
        var there = "optional:" + besideTheJar.toURI();
        return Map.of(
                "spring.config.location",
                String.join(",", IN_THE_JAR, there + ";" + there + "config/", IN_THE_WORKING_DIRECTORY));
    }
}
