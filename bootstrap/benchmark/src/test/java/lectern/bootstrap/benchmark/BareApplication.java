package lectern.bootstrap.benchmark;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring MVC on Tomcat and nothing else: no security, no stores, no bean of Lectern. No service with this HTTP layer is faster.
 *
 * <p>It has the settings of Lectern's {@code application.yaml}, so Tomcat and its threads are configured alike.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@Import({BareApplication.BareController.class, BenchmarkController.class})
class BareApplication {

    public static void main(String... arguments) {
        var _ = new SpringApplication(BareApplication.class).run(arguments);
    }

    /** JSON in, JSON out. */
    @RestController
    static final class BareController {

        record Asked(String lectureCode) {}

        record Heard(String lectureCode, String studentId) {}

        /** As many bytes as the ceiling's answer has. */
        @PostMapping("/bare")
        @ResponseStatus(HttpStatus.CREATED)
        Heard bare(@RequestBody Asked asked) {
            return new Heard(asked.lectureCode(), "student-00000");
        }

        /** Where the benchmark asks every server whether it is ready. */
        @GetMapping("/actuator/health/readiness")
        String ready() {
            return "UP";
        }
    }
}
