package lectern.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import lectern.application.query.LectureViews;
import lectern.domain.User;
import lectern.persistence.UnsuitableDatabase;
import lectern.redis.RedisAddress;
import lectern.web.WebConfiguration;
import lectern.web.passport.PassportKeys;
import lectern.web.warmup.Practice;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The rules of Lectern's architecture, beyond what the modules' dependencies prove. */
final class Architecture {

    private static final String ANNOTATIONS = "org.jspecify.annotations";
    private static final String MORE_ANNOTATIONS = "com.google.errorprone.annotations";

    private Architecture() {}

    static List<ArchRule> rules() {
        return List.of(
                classes()
                        .that()
                        .resideInAPackage("lectern.domain..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "lectern.domain..",
                                "java.lang..",
                                "java.util",
                                "java.util.function",
                                "java.util.regex",
                                "java.util.stream",
                                "java.time..",
                                ANNOTATIONS,
                                MORE_ANNOTATIONS)
                        .because("the domain has no I/O, no threads and no framework"),
                classes()
                        .that()
                        .resideInAPackage("lectern.application..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "lectern.application..",
                                "lectern.domain..",
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "com.github.benmanes.caffeine..",
                                "tools.jackson..",
                                ANNOTATIONS,
                                MORE_ANNOTATIONS)
                        .because("the application knows what is around it by its ports only"),
                noClasses()
                        .that()
                        .resideInAPackage("lectern.application.command..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("lectern.application.query..")
                        .because("commands decide on the truth, not on what is shown"),
                noClasses()
                        .that()
                        .resideInAPackage("lectern.application.query..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("lectern.application.command..", "lectern.application.dispatch..")
                        .because("queries change nothing"),
                noClasses()
                        .that()
                        .resideInAPackage("lectern.web..")
                        .should()
                        .dependOnClassesThat(arePorts())
                        .because("controllers touch handlers, never ports"),
                methods()
                        .that()
                        .haveName("handle")
                        .and()
                        .areDeclaredInClassesThat(
                                resideInAPackage("lectern.application..").and(simpleNameEndingWith("Handler")))
                        .should(takeValues())
                        .because("commands and queries are values"),
                classes()
                        .that()
                        .resideInAPackage("lectern.application.query..")
                        .and()
                        .haveSimpleNameEndingWith("View")
                        .should()
                        .beRecords()
                        .because("views are values"),
                classes().that(areEvents()).should().beRecords().because("events are values"),
                classes()
                        .that()
                        .resideInAnyPackage("lectern.persistence", "lectern.redis..")
                        .and(not(simpleNameEndingWith("Configuration")))
                        // Says where a Redis is that bootstrap has started.
                        .and(not(equivalentTo(RedisAddress.class)))
                        // Says to bootstrap why the service can't start.
                        .and(not(equivalentTo(UnsuitableDatabase.class)))
                        .should()
                        .notBePublic()
                        .because("an adapter is known by its configuration"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("lectern.persistence..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("lectern.persistence.*..")
                        .because("an adapter is known by its configuration"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("lectern.web..")
                        .should()
                        .dependOnClassesThat(resideInAPackage("lectern.web..")
                                .and(not(equivalentTo(WebConfiguration.class)))
                                // Makes the keys that bootstrap keeps.
                                .and(not(equivalentTo(PassportKeys.class)))
                                // Has the service call itself before it is ready.
                                .and(not(belongTo(equivalentTo(Practice.class)))))
                        .because("an adapter is known by its configuration"),
                noClasses()
                        .that(resideOutsideOfPackages("lectern.bootstrap.."))
                        .should()
                        .accessTargetWhere(tellsTheTimeOrThrowsDice())
                        .because("time and ids come in from bootstrap"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("lectern.persistence..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "lectern.persistence.jooq..",
                                "org.jooq..",
                                "java.sql..",
                                "javax.sql..",
                                "org.springframework.jdbc..",
                                "org.springframework.transaction..")
                        .because("the port method is the transaction"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage("lectern.redis..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.redisson..")
                        .because("Redis has its adapter"),
                noFields()
                        .should()
                        .beAnnotatedWith(Autowired.class)
                        .orShould()
                        .beAnnotatedWith(Value.class)
                        .because("what a class needs is in its constructor"),
                slices().matching("lectern.(**)")
                        .should()
                        .beFreeOfCycles()
                        // jOOQ generates its classes as it likes.
                        .ignoreDependency(
                                resideInAPackage("lectern.persistence.jooq.."),
                                resideInAPackage("lectern.persistence.jooq..")));
    }

    private static DescribedPredicate<JavaClass> arePorts() {
        return resideInAPackage("lectern.application.port..")
                .and(INTERFACES)
                .or(equivalentTo(LectureViews.class))
                .as("are ports");
    }

    /** By the name of what they implement, since that is sealed: a rule that could not be broken would not be seen to hold. */
    private static DescribedPredicate<JavaClass> areEvents() {
        return DescribedPredicate.describe(
                "are events",
                type -> type.getAllRawInterfaces().stream()
                        .anyMatch(kind -> kind.getSimpleName().equals("LectureEvent")));
    }

    private static ArchCondition<JavaMethod> takeValues() {
        return new ArchCondition<>("take values") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean satisfied = method.getRawParameterTypes().stream()
                        .allMatch(type -> type.isRecord() || type.isEquivalentTo(User.class));
                events.add(new SimpleConditionEvent(method, satisfied, method.getFullName()));
            }
        };
    }

    /** How long something takes may be measured: {@link System#nanoTime} tells no time. */
    private static DescribedPredicate<JavaAccess<?>> tellsTheTimeOrThrowsDice() {
        return DescribedPredicate.describe("it tells the time or throws dice", access -> {
            var owner = access.getTargetOwner();
            return switch (access.getTarget().getName()) {
                case "now", "system", "systemUTC", "systemDefaultZone" ->
                    owner.getPackageName().equals("java.time");
                case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
                case "randomUUID" -> owner.isEquivalentTo(UUID.class);
                case "random" -> owner.isEquivalentTo(Math.class);
                case "current" -> owner.isEquivalentTo(ThreadLocalRandom.class);
                case "<init>" -> owner.isAssignableTo(RandomGenerator.class) || owner.isEquivalentTo(Date.class);
                default -> false;
            };
        });
    }
}
