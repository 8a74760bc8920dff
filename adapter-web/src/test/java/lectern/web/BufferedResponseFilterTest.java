package lectern.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletOutputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BufferedResponseFilterTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final Answer answer = new Answer();

    @Test
    void sendsAnAnswerOnceItIsComplete() throws Exception {
        new BufferedResponseFilter().doFilter(request, answer, (_, response) -> {
            response.getOutputStream().write('a');
            response.flushBuffer();
            assertThat(answer.isCommitted()).as("sent before it was complete").isFalse();
            response.getOutputStream().write('b');
        });

        assertThat(answer.body.toString(UTF_8)).isEqualTo("ab");
        assertThat(answer.ended).isTrue();
    }

    @Test
    void leavesAnAnswerThatIsStillToComeToWhoeverGivesIt() throws Exception {
        request.setAsyncSupported(true);

        new BufferedResponseFilter().doFilter(request, answer, (asked, _) -> asked.startAsync());

        assertThat(answer.ended).isFalse();
    }

    /** Tells when its end is reached, which to a server means that all of it is sent. */
    private static final class Answer extends MockHttpServletResponse {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean ended;

        @Override
        public ServletOutputStream getOutputStream() {
            return new DelegatingServletOutputStream(body) {
                @Override
                public void close() {
                    ended = true;
                }
            };
        }
    }
}
