package lectern.web.request;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.Validator;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Passes requests to controllers: a record has a static method {@code read}, which makes it from a {@link RequestReader}. */
@Component
final class RequestResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    /** Does nothing, since requests are validated as they are read. By default Spring would look for a Bean Validation provider. */
    @Override
    public Validator getValidator() {
        return Validator.forInstanceOf(Object.class, (_, _) -> {});
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return reader(parameter) != null;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var reader = new RequestReader(requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
        return ReflectionUtils.invokeMethod(requireNonNull(reader(parameter)), null, reader);
    }

    private static @Nullable Method reader(MethodParameter parameter) {
        var reader = ReflectionUtils.findMethod(parameter.getParameterType(), "read", RequestReader.class);
        if (reader != null) {
            ReflectionUtils.makeAccessible(reader);
        }
        return reader;
    }
}
