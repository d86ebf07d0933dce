package dev.turnstone.kiosk.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.print.PrinterState;
import dev.turnstone.platform.store.Sqlite;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff are told of a gate that is not well: each trouble in words of its own. */
class SignsTest {
    @TempDir
    private Path folder;

    @Test
    void aGateThatIsWellSaysNothing() {
        assertEquals(Set.of(), Signs.well().ailments());
    }

    @Test
    void eachTroubleIsItsOwn() {
        assertEquals(Set.of(Ailment.LANE_FAULT), signs(true, false, false, "", true, true, true, "", 0));
        assertEquals(Set.of(Ailment.CAMERA_MISSING), signs(false, true, true, "", true, true, true, "", 0));
        assertEquals(Set.of(Ailment.CAMERA_COVERED), signs(false, false, true, "", true, true, true, "", 0));
        assertEquals(Set.of(Ailment.KEYS_MISSING), signs(false, false, false, "", false, false, true, "", 0));
        assertEquals(Set.of(Ailment.ROSTER_MISSING), signs(false, false, false, "", true, false, true, "", 0));
        assertEquals(Set.of(Ailment.CLOCK_UNTRUSTED), signs(false, false, false, "", true, true, false, "", 0));
        assertEquals(
                Set.of(Ailment.HUB_AWAY), signs(false, false, false, "", true, true, true, "Connection refused", 0));
        assertEquals(
                Set.of(Ailment.QUEUE_LONG),
                signs(false, false, false, "", true, true, true, "", Signs.MANY_WAITING + 1));
    }

    @Test
    void anExpiredCertificateIsToldFromAHubThatIsAway() {
        for (String why : List.of(
                "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
                "(certificate_expired) Received fatal alert: certificate_expired",
                "NotAfter: Fri Nov 20 12:00:00 UTC 2026")) {
            assertEquals(
                    Set.of(Ailment.HUB_CERTIFICATE), signs(false, false, false, "", true, true, true, why, 0), why);
        }
    }

    /** In the database's own words. */
    @Test
    void aFullCardIsToldFromOneThatTakesNothingAnyMore() {
        assertEquals(Set.of(Ailment.DISK_FULL), disk(fault("PRAGMA max_page_count = 3")));
        assertEquals(Set.of(Ailment.DISK_READ_ONLY), disk(fault("PRAGMA query_only = 1")));
        assertEquals(Set.of(Ailment.DISK_FULL), disk("write failed: No space left on device"));
        assertEquals(Set.of(Ailment.DISK_FAULT), disk("[SQLITE_IOERR] disk I/O error"));
    }

    @Test
    void eachTroubleOfAPrinterIsItsOwn() {
        assertEquals(Optional.empty(), Vitals.ofPrinter(PrinterState.READY));
        assertEquals(Optional.of(Ailment.PRINTER_PAPER), Vitals.ofPrinter(PrinterState.OUT_OF_PAPER));
        assertEquals(Optional.of(Ailment.PRINTER_COVER), Vitals.ofPrinter(PrinterState.COVER_OPEN));
        assertEquals(Optional.of(Ailment.PRINTER_AWAY), Vitals.ofPrinter(PrinterState.AWAY));
    }

    @Test
    void everyTroubleHasItsSentenceAndItsMendInBothLanguagesAndNoneBlamesATicket() {
        Messages messages = Messages.bundle("staff");
        assertEquals(List.of(), messages.differences());
        for (Language language : Language.values()) {
            Set<String> said = new HashSet<>();
            for (Ailment ailment : Ailment.values()) {
                String sentence = messages.in(language).get("ailment." + ailment.key());
                String mend = messages.in(language).get("ailment." + ailment.key() + ".mend");
                assertTrue(said.add(sentence), sentence);
                assertFalse(mend.isBlank(), ailment.key());
                assertFalse((sentence + mend).toLowerCase(language.locale()).contains("valid"), sentence);
            }
        }
    }

    private String fault(String pragma) {
        Path file = folder.resolve(Integer.toHexString(pragma.hashCode()) + ".db");
        try (Sqlite sqlite = Sqlite.open(file, Sqlite.Durability.FULL)) {
            sqlite.migrate(List.of("CREATE TABLE thing (content BLOB)"));
            sqlite.write(connection -> connection.createStatement().execute(pragma));
            sqlite.write(
                    connection -> connection.createStatement().execute("INSERT INTO thing VALUES (zeroblob(1000000))"));
            throw new AssertionError("written all the same");
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Set<Ailment> disk(String why) {
        return signs(false, false, false, why, true, true, true, "", 0);
    }

    private static Set<Ailment> signs(
            boolean lane,
            boolean missing,
            boolean covered,
            String disk,
            boolean keys,
            boolean roster,
            boolean clock,
            String link,
            long waiting) {
        return new Signs(
                        lane,
                        missing,
                        covered,
                        Optional.of(disk).filter(why -> !why.isEmpty()),
                        keys,
                        roster,
                        clock,
                        Optional.of(link).filter(why -> !why.isEmpty()),
                        waiting)
                .ailments();
    }
}
