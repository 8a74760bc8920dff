package lectern.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpEntity;
import org.springframework.http.RequestEntity;
import org.springframework.mock.web.MockServletContext;
import org.springframework.ui.Model;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What a controller takes has to be read strictly, or the service does not start. */
class HandlerMethodCheckTest {

    private static final String BOUND = "would bind as it likes";
    private static final String VALIDATED = "is annotated for validation, which nothing does";

    record Unregistered(String title) {}

    static final class Bean {}

    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {})
    @interface Odd {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface ValidInItsOwnWay {}

    static class ARecord {
        void handle(Unregistered request) {}
    }

    static class ASecondParameter {
        void handle(OpenRequest request, Bean more) {}
    }

    static class AText {
        void handle(String title) {}
    }

    static class ANumber {
        void handle(int page) {}
    }

    static class AnId {
        void handle(UUID id) {}
    }

    static class AList {
        void handle(List<String> titles) {}
    }

    static class AMap {
        void handle(Map<String, Object> all) {}
    }

    static class AFile {
        void handle(MultipartFile file) {}
    }

    static class AModelAttribute {
        void handle(@ModelAttribute Unregistered request) {}
    }

    static class ABody {
        void handle(@RequestBody Unregistered request) {}
    }

    static class AnEntity {
        void handle(HttpEntity<Unregistered> request) {}
    }

    static class ARequestEntity {
        void handle(RequestEntity<Unregistered> request) {}
    }

    static class APart {
        void handle(@RequestPart Unregistered request) {}
    }

    interface Api {
        void handle(Unregistered request);
    }

    static class AnInterface implements Api {
        @Override
        public void handle(Unregistered request) {}
    }

    static Stream<Class<?>> bound() {
        return Stream.of(
                ARecord.class,
                ASecondParameter.class,
                AText.class,
                ANumber.class,
                AnId.class,
                AList.class,
                AMap.class,
                AFile.class,
                AModelAttribute.class,
                ABody.class,
                AnEntity.class,
                ARequestEntity.class,
                APart.class,
                AnInterface.class);
    }

    @ParameterizedTest
    @MethodSource("bound")
    void refusesWhatSpringWouldBind(Class<?> controller) {
        assertRefused(controller, BOUND);
    }

    static class AValidRequest {
        void handle(@Valid OpenRequest request) {}
    }

    static class AValidatedRequest {
        void handle(@Validated OpenRequest request) {}
    }

    static class AValidBody {
        void handle(@Valid @RequestBody Unregistered request) {}
    }

    static class AConstraint {
        void handle(@RequestParam @Size(max = 3) String title) {}
    }

    static class AConstraintOfItsOwn {
        void handle(@RequestParam @Odd String title) {}
    }

    static class ANameThatSpringGoesBy {
        void handle(@ValidInItsOwnWay OpenRequest request) {}
    }

    @Validated
    static class AValidatedController {
        void handle(OpenRequest request) {}
    }

    static class AConstraintOnTheAnswer {
        @NotNull String handle(OpenRequest request) {
            return "";
        }
    }

    static Stream<Class<?>> validated() {
        return Stream.of(
                AValidRequest.class,
                AValidatedRequest.class,
                AValidBody.class,
                AConstraint.class,
                AConstraintOfItsOwn.class,
                ANameThatSpringGoesBy.class,
                AValidatedController.class,
                AConstraintOnTheAnswer.class);
    }

    @ParameterizedTest
    @MethodSource("validated")
    void refusesWhatNobodyWouldValidate(Class<?> controller) {
        assertRefused(controller, VALIDATED);
    }

    static class Strict {
        void handle(
                OpenRequest request,
                @PathVariable UUID id,
                @RequestParam int page,
                @RequestParam Map<String, String> all,
                @RequestHeader String name,
                @CookieValue String cookie,
                HttpServletRequest plain,
                Model model) {}
    }

    @Test
    void takesWhatIsReadStrictly() {
        start(Strict.class);
    }

    private static void assertRefused(Class<?> controller, String why) {
        assertThatThrownBy(() -> start(controller))
                .isInstanceOf(IllegalArgumentException.class)
                // So that it is told in one line: see StartFailureAnalyzer in bootstrap.
                .hasMessageStartingWith(controller.getName() + ".handle ")
                .hasMessageContaining(why)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    @EnableWebMvc
    static class Mvc {}

    private static void start(Class<?> controller) {
        try (var context = new AnnotationConfigWebApplicationContext()) {
            context.setServletContext(new MockServletContext());
            context.register(Mvc.class, RequestResolver.class, controller);
            context.refresh();
            var mapping = context.getBean(RequestMappingHandlerMapping.class);
            var method = Arrays.stream(controller.getDeclaredMethods())
                    .filter(declared -> declared.getName().equals("handle") && !declared.isBridge())
                    .findFirst()
                    .orElseThrow();
            mapping.registerMapping(RequestMappingInfo.paths("/x/{id}").build(), context.getBean(controller), method);

            new HandlerMethodCheck(mapping, context.getBean(RequestMappingHandlerAdapter.class))
                    .afterSingletonsInstantiated();
        }
    }
}
