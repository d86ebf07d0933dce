package dev.turnstone.kiosk.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.print.PrinterState;
import dev.turnstone.platform.store.Sqlite;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.journal.CardFault;
import java.io.IOException;
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
        assertEquals(Set.of(Ailment.LANE_FAULT), signs(true, false, false, true, true, true, "", 0));
        assertEquals(Set.of(Ailment.CAMERA_MISSING), signs(false, true, true, true, true, true, "", 0));
        assertEquals(Set.of(Ailment.CAMERA_COVERED), signs(false, false, true, true, true, true, "", 0));
        assertEquals(Set.of(Ailment.KEYS_MISSING), signs(false, false, false, false, false, true, "", 0));
        assertEquals(Set.of(Ailment.ROSTER_MISSING), signs(false, false, false, true, false, true, "", 0));
        assertEquals(Set.of(Ailment.CLOCK_UNTRUSTED), signs(false, false, false, true, true, false, "", 0));
        assertEquals(Set.of(Ailment.HUB_AWAY), signs(false, false, false, true, true, true, "Connection refused", 0));
        assertEquals(
                Set.of(Ailment.QUEUE_LONG), signs(false, false, false, true, true, true, "", Signs.MANY_WAITING + 1));
    }

    @Test
    void anExpiredCertificateIsToldFromAHubThatIsAway() {
        for (String why : List.of(
                "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
                "(certificate_expired) Received fatal alert: certificate_expired",
                "NotAfter: Fri Nov 20 12:00:00 UTC 2026")) {
            assertEquals(Set.of(Ailment.HUB_CERTIFICATE), signs(false, false, false, true, true, true, why, 0), why);
        }
    }

    /** As the database itself says it, through the journal's words for staff. */
    @Test
    void aFullCardIsToldFromOneThatTakesNothingAnyMore() {
        assertEquals(Set.of(Ailment.DISK_FULL), card(fault("PRAGMA max_page_count = 3")));
        assertEquals(Set.of(Ailment.DISK_READ_ONLY), card(fault("PRAGMA query_only = 1")));
        assertEquals(Set.of(Ailment.DISK_FULL), card(of(new IOException("write failed: No space left on device"))));
        assertEquals(Set.of(Ailment.DISK_READ_ONLY), card(of(new IOException("/card/x: Read-only file system"))));
        assertEquals(Set.of(Ailment.DISK_FAULT), card(of(new IOException("Input/output error"))));
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

    private StoreException fault(String pragma) {
        Path file = folder.resolve(Integer.toHexString(pragma.hashCode()) + ".db");
        try (Sqlite sqlite = Sqlite.open(file, Sqlite.Durability.FULL)) {
            sqlite.migrate(List.of("CREATE TABLE thing (content BLOB)"));
            sqlite.write(connection -> connection.createStatement().execute(pragma));
            return assertThrows(
                    StoreException.class,
                    () -> sqlite.write(connection ->
                            connection.createStatement().execute("INSERT INTO thing VALUES (zeroblob(1000000))")));
        }
    }

    private static StoreException of(IOException kernel) {
        return new StoreException("The folder cannot be made", kernel);
    }

    private static Set<Ailment> card(StoreException e) {
        return new Signs(
                        false,
                        false,
                        false,
                        Optional.of(CardFault.of(e).trouble()),
                        true,
                        true,
                        true,
                        Optional.empty(),
                        0,
                        false)
                .ailments();
    }

    private static Set<Ailment> signs(
            boolean lane,
            boolean missing,
            boolean covered,
            boolean keys,
            boolean roster,
            boolean clock,
            String link,
            long waiting) {
        return new Signs(
                        lane,
                        missing,
                        covered,
                        Optional.empty(),
                        keys,
                        roster,
                        clock,
                        Optional.of(link).filter(why -> !why.isEmpty()),
                        waiting,
                        false)
                .ailments();
    }
}
