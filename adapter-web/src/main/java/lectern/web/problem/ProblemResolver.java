package lectern.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers with a problem if a request ends with an exception. It replaces Spring MVC's own handling of exceptions. */
@Component
final class ProblemResolver implements HandlerExceptionResolver, WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ProblemResolver.class);
    private static final ModelAndView ANSWERED = new ModelAndView();

    private final Problems problems;
    private final HandlerLookup handlers;

    ProblemResolver(Problems problems, HandlerLookup handlers) {
        this.problems = problems;
        this.handlers = handlers;
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (response.isCommitted() || isClientGone(exception)) {
            log.debug("The client is gone, or already has a part of the answer", exception);
            return ANSWERED;
        }
        handlers.tellPattern(request);
        var problem = ProblemMapper.of(exception);
        if (problem.code() == Code.INTERNAL_ERROR) {
            log.error("A request failed in {}", handler, exception);
        }
        try {
            problems.answer(problem, request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ANSWERED;
    }

    /**
     * Only exceptions of the server itself tell this reliably. Spring's {@code DisconnectedClientHelper} searches messages for words
     * such as "connection reset", and mistakes a lost database for a lost client: the request would be answered with an empty 200.
     */
    private static boolean isClientGone(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException);
    }
}
