package dev.turnstone.rehearsal.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A library lives in the rooms that exist for it, so that replacing one is the work of a room and not of a house. */
class LibrariesTest {
    private record Confined(String library, List<String> packages, List<String> rooms) {}

    private static final List<Confined> CONFINED = List.of(
            confine("Pi4J", "com.pi4j..").to("turnstile.."),
            confine("Paho", "org.eclipse.paho..").to("turnstile.link", "hub.broker", "rehearsal.."),
            confine("HiveMQ", "com.hivemq..").to("hub.broker"),
            confine("MapDB", "org.mapdb..").to("kiosk.roster"),
            confine("Bouncy Castle", "org.bouncycastle..")
                    .to(
                            "admission.key",
                            "admission.pass",
                            "platform.identity",
                            "platform.secret",
                            "provisioning.authority"),
            confine("Stripe", "com.stripe..").to("cloud.payment", "rehearsal.stripe"),
            confine("SQLite", "org.sqlite..").to("platform.store"),
            confine("Jdbi", "org.jdbi..").to("cloud..", "rehearsal.sale"),
            confine("Flyway and Hikari", "org.flywaydb..", "com.zaxxer..").to("cloud.database"),
            confine("embedded PostgreSQL", "io.zonky..").to("cloud.database", "rehearsal.."),
            confine("JDBC", "java.sql..", "javax.sql..")
                    .to(
                            "platform.store",
                            "cloud..",
                            "kiosk.roster",
                            "hub..",
                            "rehearsal..",
                            "turnstile.journal",
                            "turnstile.record"),
            confine("Helidon", "io.helidon..")
                    .to(
                            "platform.http..",
                            "platform.page",
                            "cloud..",
                            "hub..",
                            "kiosk..",
                            "rehearsal..",
                            "turnstile.app",
                            "turnstile.grant",
                            "turnstile.technician"),
            confine("ZXing", "com.google.zxing..").to("kiosk.sight", "cloud.issuing", "hub.boxoffice", "rehearsal.."),
            confine("BoofCV", "boofcv..").to("kiosk.sight"),
            confine("Webcam Capture", "com.github.sarxos..").to("kiosk.camera"),
            confine("YAML", "org.yaml..").to("platform.config", "rehearsal.venue"),
            confine("Prometheus", "io.prometheus..")
                    .to("platform.metrics", "cloud..", "hub..", "kiosk..", "turnstile.."),
            confine("Logback", "ch.qos.logback..").to("platform.log"),
            confine("mail", "jakarta.mail..", "org.eclipse.angus..").to("cloud.mail"));

    @TestFactory
    List<DynamicTest> libraryStaysInItsRooms() {
        return CONFINED.stream()
                .map(confined -> DynamicTest.dynamicTest(
                        confined.library(),
                        () -> noClasses()
                                .that(resideOutsideOfPackages(confined.rooms().stream()
                                        .map(room -> "dev.turnstone." + room)
                                        .toArray(String[]::new)))
                                .should(dependOnClassesThat(
                                        resideInAnyPackage(confined.packages().toArray(String[]::new))))
                                .check(House.CLASSES)))
                .toList();
    }

    private static Library confine(String name, String... packages) {
        return new Library(name, List.of(packages));
    }

    private record Library(String name, List<String> packages) {
        Confined to(String... rooms) {
            return new Confined(name, packages, List.of(rooms));
        }
    }
}
