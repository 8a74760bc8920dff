package lectern.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Closes a connection after its answer while the instance refuses traffic, so that the client's next request goes to another one. */
@Component
@Order(ConnectionDraining.INSIDE_BUFFERED_RESPONSES)
final class ConnectionDraining extends OncePerRequestFilter {

    /** Headers can be added to an answer until {@link BufferedResponseFilter} sends it. */
    static final int INSIDE_BUFFERED_RESPONSES = Ordered.HIGHEST_PRECEDENCE + 1;

    private final ApplicationAvailability availability;

    ConnectionDraining(ApplicationAvailability availability) {
        this.availability = availability;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Before the call, since a long answer is sent during it. After the call, since the instance may have been told
        // to stop meanwhile.
        closeIfTrafficIsRefused(response);
        chain.doFilter(request, response);
        closeIfTrafficIsRefused(response);
    }

    private void closeIfTrafficIsRefused(HttpServletResponse response) {
        // Before it says anything for the first time, it is starting.
        if (availability.getState(ReadinessState.class, ReadinessState.ACCEPTING_TRAFFIC)
                == ReadinessState.REFUSING_TRAFFIC) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }
}
