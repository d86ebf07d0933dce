package dev.turnstone.admission.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.admission.wire.LedgerPage;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.StaffChange;
import dev.turnstone.admission.wire.StockLease;
import dev.turnstone.admission.wire.UsageBatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every reader and writer of Turnstone's messages has to show: it takes each accepted example, writes it so that the
 * schema takes it again, and refuses each refused one. A part's own test says only how that part reads and writes.
 */
public abstract class MessageContract {
    private static final Map<String, Reading<?>> READINGS = readings();

    /** @throws RuntimeException where it is no such message */
    protected abstract <T> T read(String json, Class<T> type);

    protected abstract String write(Object message);

    /** How a message is read, and then understood. */
    private record Reading<T>(Class<T> type, Consumer<T> understanding) {
        T by(MessageContract reader, String json) {
            T message = reader.read(json, type);
            understanding.accept(message);
            return message;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsTakenOrRefusedAsItIsMarked() {
        return Example.all().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.message() + " " + example.kind() + ": " + example.why(), () -> check(example)));
    }

    private void check(Example example) {
        Reading<?> reading = READINGS.get(example.message());
        if (reading == null) {
            throw new AssertionError("nobody reads a " + example.message());
        }
        boolean fits = Contract.faults(example.message(), example.json()).isEmpty();
        assertEquals(example.kind() != Example.Kind.REFUSED, fits, () -> "the schema of " + example);
        if (example.kind() == Example.Kind.ACCEPTED) {
            Object read = assertDoesNotThrow(() -> reading.by(this, example.json()), example::json);
            String written = write(read);
            Contract.requireValid(example.message(), written);
            assertEquals(read, reading.by(this, written));
        } else {
            assertThrows(RuntimeException.class, () -> reading.by(this, example.json()), example::json);
        }
    }

    private static Map<String, Reading<?>> readings() {
        Map<String, Reading<?>> all = new LinkedHashMap<>();
        all.put("ClaimRequest", new Reading<>(ClaimRequest.class, ClaimRequest::presentationId));
        all.put("ClaimAnswer", new Reading<>(ClaimAnswer.class, ClaimAnswer::decision));
        all.put("SignedSetting", new Reading<>(SignedSetting.class, message -> {}));
        all.put("SettingsPage", new Reading<>(SettingsPage.class, message -> {}));
        all.put("KeysPayload", new Reading<>(KeysPayload.class, KeysPayload::keySet));
        all.put("SheetPayload", new Reading<>(SheetPayload.class, SheetPayload::sheet));
        all.put("FeedPage", new Reading<>(FeedPage.class, message -> {}));
        all.put("PassChange", new Reading<>(PassChange.class, PassChange::passProof));
        all.put("StaffChange", new Reading<>(StaffChange.class, message -> {}));
        all.put("LeaseRequest", new Reading<>(StockLease.Request.class, message -> {}));
        all.put("StockLease", new Reading<>(StockLease.class, message -> {}));
        all.put("LeaseReport", new Reading<>(StockLease.Report.class, message -> {}));
        all.put("LeaseReturn", new Reading<>(StockLease.Return.class, message -> {}));
        all.put(
                "LedgerPage",
                new Reading<>(
                        LedgerPage.class,
                        page -> page.lines().forEach(line -> line.decision().ifPresent(ClaimAnswer::decision))));
        all.put("LedgerTaken", new Reading<>(LedgerPage.Taken.class, message -> {}));
        all.put("LaneChallenge", new Reading<>(LaneChallenge.class, message -> {}));
        all.put("LaneGrant", new Reading<>(LaneGrant.class, LaneGrant::way));
        all.put("DeviceState", new Reading<>(DeviceState.class, message -> {}));
        all.put("JournalBatch", new Reading<>(JournalBatch.class, JournalBatch::bytes));
        all.put("JournalAck", new Reading<>(JournalAck.class, message -> {}));
        all.put("SignedCommand", new Reading<>(SignedCommand.class, message -> {}));
        all.put("DeviceCommand", new Reading<>(DeviceCommand.class, message -> {}));
        all.put("CommandOutcome", new Reading<>(DeviceCommand.Outcome.class, message -> {}));
        all.put(
                "UsageBatch",
                new Reading<>(UsageBatch.class, batch -> batch.passes().forEach(pass -> pass.counted())));
        all.put(
                "RosterChanges",
                new Reading<>(RosterChanges.class, message -> message.changes().forEach(change -> change.standing())));
        all.put("SignedRosterChanges", new Reading<>(SignedRosterChanges.class, message -> {}));
        all.put("RosterPage", new Reading<>(RosterPage.class, message -> {}));
        return all;
    }

    /** Every message, and the record that carries it. */
    static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        READINGS.forEach((message, reading) -> types.put(message, reading.type()));
        return types;
    }

    static Iterable<String> messages() {
        return READINGS.keySet();
    }
}
