package lectern.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/** Looks up the handler of a request that is refused before Spring MVC handles it, and gives the metrics the pattern of its path. */
@Component
public final class HandlerLookup {

    private final Supplier<List<HandlerMapping>> mappings;

    HandlerLookup(ObjectProvider<HandlerMapping> mappings) {
        this.mappings = SingletonSupplier.of(() -> mappings.orderedStream().toList());
    }

    /** The problem with which Spring MVC would answer a request that has no handler; empty if there is one. */
    public Optional<Problem> whyNone(HttpServletRequest request) {
        if (isForAnotherServlet(request)) {
            return Optional.empty();
        }
        ServletRequestPathUtils.parseAndCache(request);
        try {
            return handler(request) instanceof NotFoundHandler
                    ? Optional.of(Problem.of(Code.NOT_FOUND))
                    : Optional.empty();
        } catch (HttpRequestMethodNotSupportedException e) {
            return Optional.of(ProblemMapper.of(e));
        } catch (Exception _) {
            // There is a handler, which takes other media types or parameters.
            return Optional.empty();
        } finally {
            tellPattern(request);
            ServletRequestPathUtils.clearParsedRequestPath(request);
        }
    }

    /** Gives the metrics the pattern of a known path, even if no handler takes the request. */
    void tellPattern(HttpServletRequest request) {
        ServerHttpObservationFilter.findObservationContext(request)
                .filter(observed -> observed.getPathPattern() == null)
                .ifPresent(observed -> pattern(request).ifPresent(observed::setPathPattern));
    }

    private @Nullable Object handler(HttpServletRequest request) throws Exception {
        for (var mapping : mappings.get()) {
            var found = mapping.getHandler(request);
            if (found != null) {
                return found.getHandler();
            }
        }
        return null;
    }

    private Optional<String> pattern(HttpServletRequest request) {
        return mappings.get().stream()
                .flatMap(HandlerLookup::methods)
                .map(RequestMappingInfo::getPathPatternsCondition)
                .filter(Objects::nonNull)
                .map(patterns -> patterns.getMatchingCondition(request))
                .filter(Objects::nonNull)
                .map(PathPatternsRequestCondition::getFirstPattern)
                .sorted()
                .map(PathPattern::getPatternString)
                .findFirst();
    }

    private static Stream<RequestMappingInfo> methods(HandlerMapping mapping) {
        return mapping instanceof RequestMappingInfoHandlerMapping methods
                ? methods.getHandlerMethods().keySet().stream()
                : Stream.empty();
    }

    private static boolean isForAnotherServlet(HttpServletRequest request) {
        var servlet = request.getHttpServletMapping().getServletName();
        return !servlet.isEmpty()
                && !servlet.equals(DispatcherServletAutoConfiguration.DEFAULT_DISPATCHER_SERVLET_BEAN_NAME);
    }
}
