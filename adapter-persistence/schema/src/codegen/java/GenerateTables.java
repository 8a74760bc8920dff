import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates jOOQ's classes from the migrations: {@code java GenerateTables.java <directory of the module>}.
 *
 * <p>The migrations are run on a Postgres of its own, which is there as long as this runs. Nothing is done while what the
 * classes follow from is as it was the last time.
 */
final class GenerateTables {

    private static final String PACKAGE = "lectern.persistence.jooq";

    public static void main(String... arguments) throws Exception {
        var module = Path.of(arguments[0]);
        var migrations = module.resolve("src/main/resources/db/migration");
        var output = module.resolve("target/generated-sources/jooq");
        var stamp = output.resolve("made-from.sha256");
        var source = hashOf(migrations, module.resolve("src/codegen"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(source)) {
            return;
        }
        Files.deleteIfExists(stamp);
        try (var postgres = EmbeddedPostgres.start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .loggers("slf4j")
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(postgres.getJdbcUrl("postgres", "postgres"), output));
        }
        Files.writeString(stamp, source);
    }

    private static Configuration configuration(String url, Path output) {
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(url).withUser("postgres"))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withInputSchema("public")
                                .withOutputSchemaToDefault(true)
                                .withExcludes("flyway_schema_history")
                                .withForcedTypes(forcedTypes()))
                        .withGenerate(new Generate()
                                .withGeneratedAnnotation(false)
                                .withRecords(false)
                                .withKeys(true)
                                .withGlobalCatalogReferences(false)
                                .withGlobalSchemaReferences(false))
                        .withTarget(new Target()
                                .withPackageName(PACKAGE)
                                .withDirectory(output.toString())
                                .withClean(true)));
    }

    /** Columns are of the domain's types, so that a student's id can't be taken for a teacher's. */
    private static List<ForcedType> forcedTypes() {
        return List.of(
                new ForcedType().withName("INSTANT").withIncludeTypes("timestamptz"),
                ours("(lecture\\.id|.*\\.lecture_id)", "java.util.UUID", "lectern.domain.LectureId", "value"),
                ours(".*\\.code", "java.util.UUID", "lectern.domain.LectureCode", "value"),
                ours(".*\\.capacity", "java.lang.Integer", "lectern.domain.Capacity", "seats"),
                ours(".*\\.title", "java.lang.String", "lectern.domain.Title", "value"),
                user(".*\\.teacher_id", "lectern.domain.Teacher"),
                user(".*\\.student_id", "lectern.domain.Student"),
                ours(".*\\.idempotency_key", "java.lang.String", "lectern.application.port.IdempotencyKey", "value"));
    }

    private static ForcedType ours(String columns, String stored, String type, String component) {
        return forced(columns, type, stored, type + "::new", type + "::" + component);
    }

    private static ForcedType user(String columns, String type) {
        return forced(columns, type, "java.lang.String", type + "::of", "user -> user.id().value()");
    }

    private static ForcedType forced(String columns, String type, String stored, String from, String to) {
        return new ForcedType()
                .withUserType(type)
                .withConverter("org.jooq.Converter.ofNullable(%s.class, %s.class, %s, %s)"
                        .formatted(stored, type, from, to))
                .withIncludeExpression(columns);
    }

    /** Of all that the classes follow from: the migrations, this program, and the generator's version. */
    private static String hashOf(Path... directories) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(Constants.FULL_VERSION.getBytes(UTF_8));
        for (var directory : directories) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(directory.relativize(file).toString().getBytes(UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
