package lectern.web.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * Answers with a problem if Tomcat refuses a request before Spring sees it (because of a request line, a header or a path that it
 * can't read), or if a request fails outside Spring MVC. Tomcat itself would answer with a page of HTML.
 */
final class ProblemReportValve extends ErrorReportValve {

    private final Problems problems;
    private final HandlerLookup handlers;

    ProblemReportValve(Problems problems, HandlerLookup handlers) {
        this.problems = problems;
        this.handlers = handlers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var mayWrite = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, mayWrite);
        if (!mayWrite.get()) {
            return;
        }
        removeHalfReadHeader(request);
        try {
            problems.answer(problem(request, response), request, null, response);
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** If Tomcat has read the name of the last header but not its value, it can't search the headers for the client's languages. */
    private static void removeHalfReadHeader(Request request) {
        var headers = request.getCoyoteRequest().getMimeHeaders();
        int last = headers.size() - 1;
        if (last >= 0 && headers.getValue(last).isNull()) {
            headers.removeHeader(last);
        }
    }

    private Problem problem(Request request, Response response) {
        int status = response.getStatus();
        return switch (status) {
            // Tomcat itself refuses TRACE, and does not know which methods the path takes.
            case 405 -> {
                var allowed = Objects.requireNonNullElse(response.getHeader(HttpHeaders.ALLOW), "");
                response.getCoyoteResponse().getMimeHeaders().removeHeader(HttpHeaders.ALLOW);
                yield handlers.whyNone(request)
                        .orElseGet(() -> Problem.of(Code.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, allowed));
            }
            // Tomcat does not know this expectation, coding or version of HTTP.
            case 417, 501, 505 -> ProblemMapper.unreadable();
            default -> ProblemMapper.of(HttpStatusCode.valueOf(status), HttpHeaders.EMPTY);
        };
    }
}
