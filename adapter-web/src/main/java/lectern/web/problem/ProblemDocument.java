package lectern.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A problem as it is sent: RFC 9457 with a code, and with the violations where the request is at fault. */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code", "violations"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        Code code,
        List<Fields> violations) {

    static ProblemDocument of(Problem problem, @Nullable String instance, Locale language, ProblemMessages texts) {
        var code = problem.code();
        return new ProblemDocument(
                code.type(),
                texts.title(code, language),
                problem.status().value(),
                texts.detail(problem, language),
                instance,
                code,
                problem.violations().stream()
                        .map(violation -> new Fields(violation.field(), texts.message(violation, language)))
                        .toList());
    }

    record Fields(String field, String message) {}
}
