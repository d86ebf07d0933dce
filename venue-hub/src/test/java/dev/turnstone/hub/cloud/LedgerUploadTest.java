package dev.turnstone.hub.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.LedgerTaker;
import dev.turnstone.hub.testing.Rows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerUploadTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");

    @TempDir
    Path folder;

    @Test
    void theCloudHearsTheLastWordOfEveryPresentationThoughItsAnswersAreLost() {
        try (SqliteLedger ledger = open();
                LedgerTaker cloud = new LedgerTaker()) {
            cloud.losesAnswers(2);
            ledger.commit(List.of(Rows.onTheWay(1, "A", NOW), Rows.onTheWay(2, "A", NOW)));
            try (LedgerUpload upload = LedgerUpload.start(cloud.uri(), "token", ledger.untold())) {
                Await.until("both are told", () -> upload.waiting() == 0);
                assertEquals(Map.of(1L, "open", 2L, "open"), cloud.settlements());
                ledger.commit(List.of(Rows.inside(2, "A", NOW)));
                upload.committed(List.of(), null);
                Await.until("what came of it is told", () -> upload.waiting() == 0);
                assertEquals(Map.of(1L, "open", 2L, "completed"), cloud.settlements());
            }
        }
    }

    @Test
    void whatWasToldIsNotToldAgainAfterARestartAndWhatWasNotIs() {
        try (LedgerTaker cloud = new LedgerTaker()) {
            try (SqliteLedger ledger = open();
                    LedgerUpload upload = LedgerUpload.start(cloud.uri(), "token", ledger.untold())) {
                ledger.commit(List.of(Rows.onTheWay(1, "A", NOW)));
                upload.committed(List.of(), null);
                Await.until("it is told", () -> upload.waiting() == 0);
            }
            int pages = cloud.pages();
            try (SqliteLedger ledger = open()) {
                assertEquals(0, ledger.untold().waiting());
                ledger.commit(List.of(Rows.onTheWay(2, "B", NOW)));
                ledger.commit(List.of(Rows.inside(2, "B", NOW)));
            }
            // A presentation that changed twice is told once.
            try (SqliteLedger ledger = open()) {
                assertEquals(1, ledger.untold().waiting());
                try (LedgerUpload upload = LedgerUpload.start(cloud.uri(), "token", ledger.untold())) {
                    Await.until("the rest is told", () -> upload.waiting() == 0);
                }
            }
            assertEquals(Map.of(1L, "open", 2L, "completed"), cloud.settlements());
            assertEquals(pages + 1, cloud.pages());
        }
    }

    @Test
    void aLineThatTheCloudWillNotHaveIsPutAsideAndHoldsUpNothing() {
        try (SqliteLedger ledger = open();
                LedgerTaker cloud = new LedgerTaker()) {
            cloud.willNotHave("P");
            ledger.commit(IntStream.rangeClosed(1, 700)
                    .mapToObj(guest -> Rows.onTheWay(guest, guest == 333 ? "P" : "A", NOW))
                    .toList());
            try (LedgerUpload upload = LedgerUpload.start(cloud.uri(), "token", ledger.untold())) {
                Await.until("all others are told", () -> upload.waiting() == 0);
                assertEquals(699, cloud.settlements().size());
                assertEquals(1, upload.notTaken());
                assertTrue(cloud.pages() < 40, "found by halves: " + cloud.pages());

                cloud.willNotHave("");
                ledger.commit(List.of(Rows.inside(333, "P", NOW)));
                upload.committed(List.of(), null);
                Await.until("once it has changed it is told again", () -> upload.waiting() == 0);
                assertEquals("completed", cloud.settlements().get(333L));
                assertEquals(0, upload.notTaken());
            }
        }
    }

    private SqliteLedger open() {
        return SqliteLedger.open(folder.resolve("ledger.db"));
    }
}
