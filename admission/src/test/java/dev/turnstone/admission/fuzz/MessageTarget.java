package dev.turnstone.admission.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.UsageBatch;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;
import java.util.function.Consumer;

/** Any JSON is a message that its reader understands, or refused with the one kind of exception that readers expect. */
public final class MessageTarget {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    private static final DeviceId DEVICE = new DeviceId("gate-a");
    private static final LaneChallenge CHALLENGE = new LaneChallenge("a-1", "00112233445566778899aabbccddeeff");

    private static final Map<Class<?>, Consumer<Object>> READERS = Map.of(
            ClaimRequest.class,
                    message -> {
                        ((ClaimRequest) message).presentationId();
                        ((ClaimRequest) message).doorway(DEVICE);
                    },
            ClaimAnswer.class, message -> ((ClaimAnswer) message).decision(),
            JournalBatch.class,
                    message -> {
                        ((JournalBatch) message).journalId();
                        ((JournalBatch) message).bytes();
                    },
            KeysPayload.class, message -> ((KeysPayload) message).keySet(),
            SheetPayload.class, message -> ((SheetPayload) message).sheet(),
            SignedSetting.class, message -> ((SignedSetting) message).verified(Maguey.SIGNER.publicKey()),
            PassChange.class,
                    message -> {
                        ((PassChange) message).passNumber();
                        ((PassChange) message).passProof();
                    },
            LaneGrant.class, message -> ((LaneGrant) message).answers(CHALLENGE, Maguey.SIGNER.publicKey()),
            UsageBatch.class, message -> ((UsageBatch) message).passes().forEach(UsageBatch.PassUsage::counted),
            RosterChanges.class,
                    message -> ((RosterChanges) message).changes().forEach(RosterChanges.Change::standing));

    private MessageTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String json = new String(input, StandardCharsets.UTF_8);
        READERS.forEach((type, reader) -> {
            try {
                Object message = JSON.readValue(json, type);
                if (message != null) {
                    reader.accept(message);
                }
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException refused) {
                // As every reader of a message is ready for.
            }
        });
    }
}
