package lectern.web.request;

import static java.util.Objects.requireNonNull;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.annotation.ValidationAnnotationUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MapMethodProcessor;
import org.springframework.web.method.annotation.ModelAttributeMethodProcessor;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.AbstractMessageConverterMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Refuses to start with a controller whose parameters are not read strictly. Spring MVC binds every parameter that has no other
 * resolver, with null for all that is missing. Validation annotations have no effect, since there is no validator.
 */
@Component
final class HandlerMethodCheck implements SmartInitializingSingleton {

    /** The package of the library that brings controllers of its own, which read requests in their own way. */
    private static final String OTHERS = "org.springframework.";

    private final RequestMappingHandlerMapping mapping;
    private final RequestMappingHandlerAdapter adapter;

    HandlerMethodCheck(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping,
            RequestMappingHandlerAdapter adapter) {
        this.mapping = mapping;
        this.adapter = adapter;
    }

    @Override
    public void afterSingletonsInstantiated() {
        mapping.getHandlerMethods().values().stream()
                .filter(method -> !method.getBeanType().getName().startsWith(OTHERS))
                .forEach(this::check);
    }

    private void check(HandlerMethod method) {
        if (Stream.of(method.getBeanType().getAnnotations(), method.getMethod().getAnnotations())
                .flatMap(Arrays::stream)
                .anyMatch(HandlerMethodCheck::asksForValidation)) {
            throw refused(method, "is annotated for validation, which nothing does");
        }
        for (var parameter : method.getMethodParameters()) {
            var why = flaw(parameter);
            if (why != null) {
                throw refused(
                        method,
                        "has the parameter %s (%s), which %s"
                                .formatted(
                                        parameter.getParameterIndex() + 1,
                                        parameter.getParameterType().getSimpleName(),
                                        why));
            }
        }
    }

    private @Nullable String flaw(MethodParameter parameter) {
        if (Arrays.stream(parameter.getParameterAnnotations()).anyMatch(HandlerMethodCheck::asksForValidation)) {
            return "is annotated for validation, which nothing does";
        }
        var resolver = requireNonNull(adapter.getArgumentResolvers()).stream()
                .filter(candidate -> candidate.supportsParameter(parameter))
                .findFirst();
        return resolver.isPresent() && isStrict(resolver.get(), parameter)
                ? null
                : "Spring MVC would bind as it likes: RequestResolver has to read it, or an annotation such as @RequestParam"
                        + " has to say where it is";
    }

    private static boolean isStrict(HandlerMethodArgumentResolver resolver, MethodParameter parameter) {
        return switch (resolver) {
            case ModelAttributeMethodProcessor _ -> false;
            case AbstractMessageConverterMethodArgumentResolver _ -> false;
            case MapMethodProcessor _ -> false;
            case RequestParamMethodArgumentResolver _ -> parameter.hasParameterAnnotation(RequestParam.class);
            default -> true;
        };
    }

    /** Compares names, since the annotations of Bean Validation are not on the class path. */
    private static boolean asksForValidation(Annotation annotation) {
        var type = annotation.annotationType();
        return annotation instanceof Validated
                || ValidationAnnotationUtils.determineValidationHints(annotation) != null
                || type.getName().startsWith("jakarta.validation.")
                || Arrays.stream(type.getAnnotations())
                        .anyMatch(meta -> meta.annotationType().getName().equals("jakarta.validation.Constraint"));
    }

    /** One line, which begins with the name of the method. */
    private static IllegalArgumentException refused(HandlerMethod method, String why) {
        return new IllegalArgumentException("%s.%s %s"
                .formatted(method.getBeanType().getName(), method.getMethod().getName(), why));
    }
}
