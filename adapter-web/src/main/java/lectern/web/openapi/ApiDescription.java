package lectern.web.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API, merged from its parts. It is read when it is first requested, which most instances never see. */
@Component
final class ApiDescription {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOCAL_PART = "passports";

    /** In the order of the result. */
    private static final List<String> PARTS =
            List.of("openapi", LOCAL_PART, "commands", "queries", "properties", "problems");

    private final SingletonSupplier<Map<String, Object>> merged;

    ApiDescription(Environment environment) {
        boolean local = environment.acceptsProfiles(Profiles.of("local"));
        this.merged = SingletonSupplier.of(() -> merge(local));
    }

    /** The description as JSON, for a client that reaches the service below a path. */
    byte[] servedBelow(String path) {
        var description = new LinkedHashMap<>(merged.obtain());
        description.put("servers", List.of(Map.of("url", path.isEmpty() ? "/" : path)));
        return JSON.writeValueAsBytes(description);
    }

    private static Map<String, Object> merge(boolean local) {
        var parts = new YamlMapFactoryBean();
        parts.setResources(PARTS.stream()
                .filter(part -> local || !part.equals(LOCAL_PART))
                .map(part -> new ClassPathResource(part + ".yaml", ApiDescription.class))
                .toArray(ClassPathResource[]::new));
        return Objects.requireNonNull(parts.getObject());
    }
}
