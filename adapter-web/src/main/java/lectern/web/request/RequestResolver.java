package lectern.web.request;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.validation.Validator;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Passes the requests of this package to controllers. */
@Component
final class RequestResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final Map<Class<?>, Function<HttpServletRequest, ?>> READERS = Map.of(
            OpenRequest.class, request -> OpenRequest.read(RequestReader.withBody(request)),
            AttendRequest.class, request -> AttendRequest.read(RequestReader.withBody(request)),
            CapacityRequest.class, request -> CapacityRequest.read(RequestReader.withBody(request)),
            PassportRequest.class, request -> PassportRequest.read(RequestReader.withBody(request)),
            LectureRequest.class, request -> LectureRequest.read(RequestReader.of(request)),
            AttendeesRequest.class, request -> AttendeesRequest.read(RequestReader.of(request)),
            LecturesRequest.class, request -> LecturesRequest.read(RequestReader.of(request)));

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
        return READERS.containsKey(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var reader = requireNonNull(READERS.get(parameter.getParameterType()));
        return reader.apply(requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
}
