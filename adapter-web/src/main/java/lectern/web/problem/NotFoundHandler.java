package lectern.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpRequestHandler;

/** Answers requests that have no other handler. */
final class NotFoundHandler implements HttpRequestHandler {

    private final Problems problems;

    NotFoundHandler(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.answer(Problem.of(Code.NOT_FOUND), request, response);
    }
}
