package lectern.bootstrap;

import java.util.Locale;
import lectern.bootstrap.local.LocalConfiguration;
import lectern.bootstrap.start.AheadOfTimeSettings;
import lectern.bootstrap.start.ConfigurationFiles;
import lectern.bootstrap.start.Placeholders;
import lectern.bootstrap.start.SettingsCheck;
import lectern.persistence.PersistenceConfiguration;
import lectern.redis.RedisConfiguration;
import lectern.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The service that is run: the application with its adapters. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    SettingsCheck.class,
    HandlerConfiguration.class,
    WebConfiguration.class,
    PersistenceConfiguration.class,
    RedisConfiguration.class,
    LocalConfiguration.class,
    HousekeepingConfiguration.class,
    WarmUp.class,
    StartupLog.class,
    Drain.class
})
public class LecternApplication {

    public static void main(String... arguments) {
        // Libraries write numbers into commands and statements with the digits of the default locale.
        Locale.setDefault(Locale.ROOT);
        var application = new SpringApplication(LecternApplication.class);
        application.setDefaultProperties(ConfigurationFiles.locations(LecternApplication.class));
        application.addInitializers(new Placeholders(), new AheadOfTimeSettings());
        var _ = application.run(arguments);
    }
}
