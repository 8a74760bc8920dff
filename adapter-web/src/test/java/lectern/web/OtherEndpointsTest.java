package lectern.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import lectern.other.OtherEndpoints;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/** A test of the web adapter with other endpoints beside its own, on a platform of which Spring Boot believes what clients say. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.cloud-platform=kubernetes",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.shutdown.access=unrestricted",
            "management.endpoint.health.probes.add-additional-paths=true"
        })
@ContextConfiguration(
        classes = {TestLectern.class, OtherEndpoints.class},
        initializers = TestKeys.class)
@AutoConfigureMockMvc
@ActiveProfiles("local")
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface OtherEndpointsTest {}
