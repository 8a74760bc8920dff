package lectern.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar says what is in it, for those who look for known vulnerabilities. */
class BillOfMaterialsIT {

    /** Maven makes none without a network. */
    @Test
    @DisabledIfSystemProperty(named = "maven.network", matches = "offline=true")
    void namesEveryLibraryInTheJar() throws IOException {
        try (var jar = new JarFile(Jar.SHIPPED.toFile())) {
            var libraries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length(), name.length() - ".jar".length()))
                    // What Spring Boot adds by itself to say which layers the jar has.
                    .filter(name -> !name.startsWith("spring-boot-jarmode-"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(libraries).isNotEmpty();

            assertThat(named(jar)).containsAll(libraries);
        }
    }

    private static Set<String> named(JarFile jar) throws IOException {
        try (var stream = jar.getInputStream(
                Objects.requireNonNull(jar.getEntry("META-INF/sbom/application.cdx.json"), "no bill of materials"))) {
            return new JsonMapper()
                    .readTree(stream)
                    .path("components")
                    .valueStream()
                    .map(BillOfMaterialsIT::name)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String name(JsonNode component) {
        return component.path("name").asString()
                + '-'
                + component.path("version").asString();
    }
}
