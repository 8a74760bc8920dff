package lectern.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends an answer only when it is complete, or longer than the server's buffer. Spring MVC would flush it earlier. The server would
 * then not know its length, and send it in chunks, the last of which takes a packet of its own. The answer is also sent while its
 * request is still active: a server that shuts down waits for active requests only.
 *
 * <p>An error without a body, as the actuator sends it, is left to the server, which reports it as a problem.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BufferedResponseFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var buffered = new BufferedResponse(response);
        chain.doFilter(request, buffered);
        if (request.isAsyncStarted()) {
            return;
        }
        if (response.getStatus() >= 400 && !buffered.hasBody && !response.isCommitted()) {
            response.sendError(response.getStatus());
        } else {
            // This sends nothing if the report of an error is still to be written.
            response.getOutputStream().close();
        }
    }

    private static final class BufferedResponse extends HttpServletResponseWrapper {

        private boolean hasBody;

        BufferedResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            hasBody = true;
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            hasBody = true;
            return super.getWriter();
        }

        @Override
        public void flushBuffer() {}
    }
}
