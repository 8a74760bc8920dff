package lectern.web.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Answers with a problem what Tomcat refuses before Spring sees it (a request line, a header or a path that it can't read) and
 * what fails outside Spring MVC. Tomcat would answer with a page of HTML.
 */
final class ProblemReportValve extends ErrorReportValve {

    private final Problems problems;

    ProblemReportValve(Problems problems) {
        this.problems = problems;
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
            problems.answer(problem(response), request, null, response);
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

    private static Problem problem(Response response) {
        return switch (response.getStatus()) {
            case 404 -> Problem.of(Code.NOT_FOUND);
            case 405 -> {
                var allowed = response.getHeader(HttpHeaders.ALLOW);
                yield Problem.of(Code.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, allowed == null ? "" : allowed);
            }
            case 500 -> Problem.of(Code.INTERNAL_ERROR);
            case 503 -> Problem.passing(Code.TRY_AGAIN);
            default -> Refusals.unreadable();
        };
    }
}
