package lectern.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads the Accept header without the parameters of its media types. JSON has no parameters and is always UTF-8. Given another
 * charset, Spring MVC would carry out a command first, and find afterwards that it can't answer in that charset.
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
