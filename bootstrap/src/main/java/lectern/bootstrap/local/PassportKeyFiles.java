package lectern.bootstrap.local;

import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import lectern.web.passport.PassportKeys;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** The keys of passports in the local profile, unless keys are configured. They are generated once, and kept with the data. */
final class PassportKeyFiles implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var environment = beans.getBean(ConfigurableEnvironment.class);
        var files = new HashMap<String, Object>();
        for (var setting : List.of("lectern.passport.user-keys", "lectern.passport.room-keys")) {
            if (!StringUtils.hasText(environment.getProperty(setting))) {
                files.put(setting, kept(environment, setting + ".json").toString());
            }
        }
        environment.getPropertySources().addFirst(new MapPropertySource("passport key files", files));
    }

    private static Path kept(Environment environment, String name) {
        try {
            var file = DataDirectory.create(DataDirectory.path(environment)).resolve(name);
            if (!Files.exists(file)) {
                make(file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file gets its name only when it is complete. Only its owner can read a temporary file. */
    private static void make(Path file) throws IOException {
        var fresh = Files.createTempFile(file.getParent(), "keys", ".new");
        Files.writeString(fresh, PassportKeys.generate(), WRITE, SYNC);
        try {
            // A move first checks whether the file exists, and could then still replace a file that was created
            // meanwhile.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // An instance that starts at the same time was faster.
        }
        Files.delete(fresh);
    }
}
