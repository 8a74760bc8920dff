package lectern.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has an answer sent when it is complete, or longer than the server's buffer. Spring MVC would have it sent on its way before: then the server does not know its length, and
 * sends it in chunks, the last of which takes a packet of its own. And it is sent while its request still counts as one: a server that is told to stop waits for those only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WholeAnswers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Whole(response));
        if (!request.isAsyncStarted()) {
            // Nothing is sent by this where an error's page is still to be written.
            response.getOutputStream().close();
        }
    }

    private static final class Whole extends HttpServletResponseWrapper {

        Whole(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void flushBuffer() {}
    }
}
