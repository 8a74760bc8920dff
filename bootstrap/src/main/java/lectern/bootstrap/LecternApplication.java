package lectern.bootstrap;

import lectern.bootstrap.local.LocalConfiguration;
import lectern.bootstrap.local.PassportKeyFiles;
import lectern.bootstrap.start.RequiredSettings;
import lectern.persistence.PersistenceConfiguration;
import lectern.redis.RedisConfiguration;
import lectern.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Lectern as one runs it: the application between its adapters. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    HandlerConfiguration.class,
    WebConfiguration.class,
    PersistenceConfiguration.class,
    RedisConfiguration.class,
    LocalConfiguration.class,
    HousekeepingConfiguration.class,
    Announcement.class
})
public class LecternApplication {

    public static void main(String... arguments) {
        var application = new SpringApplication(LecternApplication.class);
        application.addInitializers(new RequiredSettings(), new PassportKeyFiles());
        var _ = application.run(arguments);
    }
}
