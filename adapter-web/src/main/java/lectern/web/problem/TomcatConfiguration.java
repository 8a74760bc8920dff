package lectern.web.problem;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Has Tomcat report errors as problems, and refuse nothing for its languages. Last, so that its valve is the first to see an answer on its way out. */
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
        // Tomcat fails a request of more than ten languages. The limit of the headers' size bounds them as well.
        factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(-1));
    }
}
