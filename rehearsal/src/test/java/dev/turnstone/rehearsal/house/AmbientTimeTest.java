package dev.turnstone.rehearsal.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time and chance come in as arguments, so that a night can be replayed under a seed. */
class AmbientTimeTest {
    private static final Set<String> WALL_CLOCK = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalTime.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.time.InstantSource.system",
            "java.lang.System.currentTimeMillis");

    private static final Set<String> MONOTONIC_AND_CHANCE = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.lang.Thread.sleep",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>");

    @Test
    void nobodyReadsTheWallClockButWhereAProgramIsWired() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "dev.turnstone.*.app..",
                        "dev.turnstone.*.cli..",
                        // The stand-ins are programs of their own, wired where they are started.
                        "dev.turnstone.rehearsal.stripe",
                        "dev.turnstone.rehearsal.mailbox"))
                .should()
                .accessTargetWhere(names("the wall clock", WALL_CLOCK))
                .check(House.CLASSES);
    }

    @Test
    void admissionKnowsNoClockAndNoChance() {
        noClasses()
                .that(resideInAPackage("dev.turnstone.admission.."))
                .should()
                .accessTargetWhere(
                        names("the wall clock", WALL_CLOCK).or(names("time or chance", MONOTONIC_AND_CHANCE)))
                .check(House.CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> names(String what, Set<String> methods) {
        return describe(what, access -> {
            AccessTarget target = access.getTarget();
            return methods.contains(target.getOwner().getName() + "." + target.getName())
                    // Taking time from a clock that was given is the point; Instant.now(clock) is only a long way to
                    // it.
                    && (!(target instanceof AccessTarget.CodeUnitAccessTarget unit)
                            || unit.getRawParameterTypes().isEmpty()
                            || !target.getName().equals("now"));
        });
    }
}
