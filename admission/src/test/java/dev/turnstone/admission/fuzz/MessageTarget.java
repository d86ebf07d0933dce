package dev.turnstone.admission.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
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
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SettingHeader;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.StaffChange;
import dev.turnstone.admission.wire.StockLease;
import dev.turnstone.admission.wire.UsageBatch;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Any JSON is a message that its reader understands, or refused with the one kind of exception that readers expect. */
public final class MessageTarget {
    private static final ObjectMapper JSON = MessageJson.mapper();
    private static final DeviceId DEVICE = new DeviceId("gate-a");
    private static final LaneChallenge CHALLENGE = new LaneChallenge("a-1", "00112233445566778899aabbccddeeff");
    /** Came in and went out again, so that every rule of a sheet has something to say. */
    private static final Scene RETURNING = Scene.scene()
            .sheet(Maguey.sheet()
                    .entryRule(
                            EntryRule.afterExit().pause(Duration.ofMinutes(10)).perDay(3)))
            .passed(Maguey.GATE_A, Scene.ago(Duration.ofHours(2)))
            .passed(Maguey.WAY_OUT, Scene.ago(Duration.ofHours(1)));

    private static final Pass STATIC = Passes.passes().sold();
    private static final Pass UNLIMITED = Passes.passes().unlimited().sold();
    private static final Shown SHOWN = Shown.of(Passes.passes().genuine());
    private static final Stamp STAMP = new Stamp(Duration.ZERO, TimeInterval.exactly(Maguey.NINE), HybridTime.ZERO);
    private static final Pass LIVE = Passes.passes().liveAt((int) Maguey.LIVE.stepAt(Maguey.NINE));

    private static final List<Reader<?>> READERS = List.of(
            of(ClaimRequest.class, claim -> {
                claim.presentationId();
                claim.doorway(DEVICE);
            }),
            of(ClaimAnswer.class, ClaimAnswer::decision),
            of(JournalBatch.class, batch -> {
                batch.journalId();
                batch.bytes();
            }),
            of(JournalAck.class, JournalAck::position),
            of(DeviceState.class, DeviceState::lanes),
            of(KeysPayload.class, KeysPayload::keySet),
            of(SheetPayload.class, payload -> decideBy(payload.sheet())),
            of(SettingHeader.class, SettingHeader::kind),
            of(SignedSetting.class, MessageTarget::verify),
            of(SettingsPage.class, page -> page.settings().forEach(MessageTarget::verify)),
            of(PassChange.class, change -> {
                change.passNumber();
                change.passProof();
            }),
            of(StaffChange.class, StaffChange::pin),
            new Reader<>(
                    JSON.constructType(new TypeReference<FeedPage<JsonNode>>() {}),
                    (FeedPage<JsonNode> page) -> page.entries().forEach(entry -> entry.body())),
            of(
                    UsageBatch.class,
                    batch -> batch.passes().forEach(usage -> {
                        usage.eventId();
                        usage.passNumber();
                        decideAfter(usage.counted());
                    })),
            of(
                    RosterChanges.class,
                    batch -> batch.changes().forEach(change -> {
                        change.passNumber();
                        change.standing();
                    })),
            of(SignedRosterChanges.class, signed -> signed.verified(Maguey.SIGNER.publicKey())),
            of(RosterPage.class, page -> page.passes().forEach(RosterChanges.Change::standing)),
            of(DeviceCommand.class, DeviceCommand::lifeMs),
            of(DeviceCommand.Outcome.class, DeviceCommand.Outcome::result),
            of(SignedCommand.class, signed -> signed.verified(Maguey.SIGNER.publicKey())),
            of(LaneGrant.class, grant -> grant.answers(CHALLENGE, Maguey.SIGNER.publicKey())),
            of(LaneChallenge.class, LaneChallenge::challenge),
            of(StockLease.class, lease -> lease.allows(0, Maguey.NINE)),
            of(StockLease.Request.class, StockLease.Request::count),
            of(StockLease.Report.class, StockLease.Report::sold),
            of(StockLease.Return.class, StockLease.Return::unsold));

    private MessageTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String json = new String(input, StandardCharsets.UTF_8);
        READERS.forEach(reader -> reader.read(json));
    }

    private static void verify(SignedSetting setting) {
        setting.verified(Maguey.SIGNER.publicKey());
    }

    /** By a sheet that was read there is an answer, whatever stands in it. */
    private static void decideBy(Sheet sheet) {
        Scene scene = RETURNING.sheet(sheet);
        answer(scene, STATIC);
        answer(scene, LIVE);
        answer(scene.at(sheet.opens()), STATIC);
        answer(scene.between(Maguey.OPENS, Maguey.CLOSES), LIVE);
    }

    /** After what other devices say of a pass there is an answer, whatever their clocks said. */
    private static void decideAfter(List<Use> uses) {
        answer(RETURNING.history(History.EMPTY.uses(uses)), STATIC);
        answer(RETURNING.history(History.EMPTY.uses(uses)), UNLIMITED);
    }

    /** Decided, and written down where it turns the guest away. */
    private static void answer(Scene scene, Pass pass) {
        try {
            Decision decision = scene.decide(pass);
            if (!(decision instanceof Decision.Admit)) {
                Doorway door = scene.doorway();
                Fact fact = new Fact.TurnedAway(
                        1, Optional.of(SHOWN), door.gate(), door.lane(), door.direction(), decision);
                JournalCodec.encode(new JournalEntry(1, STAMP, fact), new ChainHash(0, 0));
            }
        } catch (RuntimeException fault) {
            throw new IllegalStateException("what was read cannot be decided by", fault);
        }
    }

    private record Reader<T>(JavaType type, Consumer<T> use) {
        void read(String json) {
            try {
                T message = JSON.readValue(json, type);
                if (message != null) {
                    use.accept(message);
                }
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException refused) {
                // As every reader of a message is ready for.
            }
        }
    }

    private static <T> Reader<T> of(Class<T> type, Consumer<T> use) {
        return new Reader<>(JSON.constructType(type), use);
    }
}
