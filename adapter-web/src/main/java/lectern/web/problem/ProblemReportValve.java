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
 * Answers with a problem what Tomcat refuses before Spring sees it (a request line, a header or a path that it can't read) and
 * what fails outside Spring MVC. Tomcat would answer with a page of HTML.
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
        forgetWhatIsHalfRead(request);
        try {
            problems.answer(problem(request, response), request, null, response);
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tomcat can't look for a client's languages among headers of which it has read the last one's name, and no value. */
    private static void forgetWhatIsHalfRead(Request request) {
        var headers = request.getCoyoteRequest().getMimeHeaders();
        int last = headers.size() - 1;
        if (last >= 0 && headers.getValue(last).isNull()) {
            headers.removeHeader(last);
        }
    }

    private Problem problem(Request request, Response response) {
        int status = response.getStatus();
        return switch (status) {
            // TRACE is refused by Tomcat itself, which does not know what the path takes instead.
            case 405 -> {
                var allowed = Objects.requireNonNullElse(response.getHeader(HttpHeaders.ALLOW), "");
                response.getCoyoteResponse().getMimeHeaders().removeHeader(HttpHeaders.ALLOW);
                yield handlers.whyNone(request)
                        .orElseGet(() -> Problem.of(Code.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, allowed));
            }
            // Tomcat knows no such expectation, coding or version of HTTP.
            case 417, 501, 505 -> ProblemMapper.unreadable();
            default -> ProblemMapper.of(HttpStatusCode.valueOf(status), HttpHeaders.EMPTY);
        };
    }
}
