package lectern.web.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Makes Tomcat report errors as problems, and accept any number of languages. It comes last, so that its valve is the first to see an
 * answer on its way out.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class TomcatConfiguration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Problems problems;
    private final HandlerLookup handlers;

    TomcatConfiguration(Problems problems, HandlerLookup handlers) {
        this.problems = problems;
        this.handlers = handlers;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            host.setErrorReportValveClass("");
            host.getPipeline().addValve(new ProblemReportValve(problems, handlers));
        });
        // Tomcat fails a request with more than ten languages. The limit on the size of headers bounds their number
        // anyway.
        factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
    }
}
