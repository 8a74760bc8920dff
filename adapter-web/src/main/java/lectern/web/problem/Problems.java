package lectern.web.problem;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problems, as documents in the client's language, for all parts of the service. */
@Component
public final class Problems {

    private static final JsonMapper JSON = new JsonMapper();

    private final ProblemMessages texts;

    Problems(ProblemMessages texts) {
        this.texts = texts;
    }

    /** The answer of a controller. */
    public ResponseEntity<?> answer(Problem problem) {
        var current = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return entity(problem, current.getRequest(), current.getRequest().getRequestURI());
    }

    /** The answer of code that is not a controller. */
    public void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(problem, request, request.getRequestURI(), response);
    }

    /** @param instance the path that was requested; null when it is not known */
    void answer(Problem problem, HttpServletRequest request, @Nullable String instance, HttpServletResponse response)
            throws IOException {
        var entity = entity(problem, request, instance);
        var body = JSON.writeValueAsBytes(requireNonNull(entity.getBody()));
        response.setStatus(entity.getStatusCode().value());
        entity.getHeaders().forEach((name, values) -> values.forEach(value -> set(name, value, response)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private ResponseEntity<ProblemDocument> entity(
            Problem problem, HttpServletRequest request, @Nullable String instance) {
        var language = texts.languageFor(request);
        var answer = ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                // Set here, too, since Spring Security does not add its headers to all answers.
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer");
        if (problem.header() != null) {
            answer.header(problem.header().name(), problem.header().value());
        }
        return answer.body(ProblemDocument.of(problem, instance, language, texts));
    }

    /** Adds to Vary and does not replace it, since other code may have set it already. */
    private static void set(String name, String value, HttpServletResponse response) {
        if (name.equals(HttpHeaders.VARY)) {
            response.addHeader(name, value);
        } else {
            response.setHeader(name, value);
        }
    }
}
