package lectern.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What clients take for an answer, without the parameters of media types. JSON has none and is UTF-8 by itself; Spring MVC would
 * carry out a command, and find then that it can't answer in another charset.
 */
@Configuration(proxyBeanMethods = false)
class AcceptConfiguration implements WebMvcConfigurer {

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        var accepted = new HeaderContentNegotiationStrategy();
        ContentNegotiationStrategy withoutParameters = request -> {
            var types = accepted.resolveMediaTypes(request);
            return types.stream().allMatch(type -> type.getParameters().isEmpty())
                    ? types
                    : types.stream().map(AcceptConfiguration::withoutParameters).toList();
        };
        negotiation.strategies(List.of(withoutParameters));
    }

    private static MediaType withoutParameters(MediaType type) {
        return new MediaType(type.getType(), type.getSubtype(), type.getQualityValue());
    }
}
