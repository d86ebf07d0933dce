package dev.turnstone.rehearsal.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the modules are those of docs/architecture.md, and no others. */
class ArrowsTest {
    /** Module by its package, and the modules it may know. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "admission", Set.of(),
            "platform", Set.of(),
            "turnstile", Set.of("admission", "platform"),
            "kiosk", Set.of("admission", "platform", "turnstile"),
            "provisioning", Set.of("admission", "platform"),
            "hub", Set.of("admission", "platform", "provisioning"),
            "cloud", Set.of("admission", "platform"),
            "rehearsal", Set.of("admission", "platform", "turnstile", "kiosk", "provisioning", "hub", "cloud"));

    @TestFactory
    List<DynamicTest> everyModuleKnowsOnlyTheModulesItsArrowsPointTo() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(module -> DynamicTest.dynamicTest(module, () -> {
                    String[] strangers = ARROWS.keySet().stream()
                            .filter(other ->
                                    !other.equals(module) && !ARROWS.get(module).contains(other))
                            .map(other -> "dev.turnstone." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that(resideInAPackage("dev.turnstone." + module + ".."))
                            .should(dependOnClassesThat(resideInAnyPackage(strangers)))
                            .allowEmptyShould(true)
                            .check(House.CLASSES);
                }))
                .toList();
    }

    @Test
    void everyModuleOfTheHouseHasItsArrows() {
        Set<String> modules = House.CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(ARROWS.keySet()), modules);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        slices().matching("dev.turnstone.(**)").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = House.CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(unmarked.isEmpty(), "without a package-info.java that says @NullMarked: " + unmarked);
    }

    @Test
    void admissionDoesNoInputOrOutputStartsNoThreadAndDrawsNothing() {
        noClasses()
                .that(resideInAPackage("dev.turnstone.admission.."))
                .should(dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.sql..",
                        "java.awt..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "javax.imageio..",
                        "javax.net..",
                        "org.slf4j..",
                        "com.fasterxml..")))
                .check(House.CLASSES);
        noClasses()
                .that(resideInAPackage("dev.turnstone.admission.."))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(House.CLASSES);
    }

    @Test
    void namesSayARoleOrATechnology() {
        DescribedPredicate<JavaClass> vague = describe(
                "are named Impl, Manager, Helper, Util, Port or Adapter",
                type -> type.getSimpleName().matches(".*(Impl|Manager|Helper|Helpers|Util|Utils|Port|Adapter)"));
        classes()
                .that()
                .resideInAPackage("dev.turnstone..")
                .should(ArchConditions.not(ArchConditions.be(vague)))
                .check(House.CLASSES);
    }
}
