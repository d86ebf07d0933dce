package dev.turnstone.admission.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.StaffChange;
import dev.turnstone.admission.wire.StockLease;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documents say what the code does, and nothing that is not there. */
class DocumentsTest {
    private static final List<String> DOCUMENTS =
            List.of("devices.asyncapi.yaml", "hub.openapi.yaml", "cloud.openapi.yaml", "lane.openapi.yaml");
    private static final JsonNode MQTT = Contract.document("devices.asyncapi.yaml");

    @Test
    void everyLimitInTheSchemasIsTheCodes() {
        Map<String, Number> limits = new LinkedHashMap<>();
        limits.put("Text/maxLength", Limits.TEXT);
        limits.put("Number/maximum", Limits.LARGEST_NUMBER);
        limits.put("Position/maximum", Limits.LARGEST_NUMBER);
        limits.put("Byte/maximum", Limits.BYTE);
        limits.put("Admits/maximum", PassBody.MOST_ADMITS);
        limits.put("SignedPayload/maxLength", base64(Limits.SIGNED_PAYLOAD));
        limits.put("ClaimRequest/properties/pass/maxLength", ClaimRequest.LONGEST_PASS);
        limits.put("ClaimRequest/properties/budgetMs/maximum", ClaimRequest.LONGEST_BUDGET_MS);
        limits.put("ClaimAnswer/properties/gates/maxItems", Limits.GATES);
        limits.put("SettingsPage/properties/settings/maxItems", SettingsPage.MOST_SETTINGS);
        limits.put("KeysPayload/properties/keys/maxItems", KeysPayload.MOST_KEYS);
        limits.put(
                "KeysPayload/properties/keys/items/properties/delegation/properties/quota/maximum",
                KeysPayload.HIGHEST_QUOTA);
        limits.put("Live/properties/steps/maximum", LiveSchedule.MOST_STEPS);
        limits.put("Live/properties/stepSeconds/maximum", SheetPayload.LONGEST_STEP_SECONDS);
        limits.put("SheetPayload/properties/sessions/maxItems", SheetPayload.MOST_SESSIONS);
        limits.put("SheetPayload/properties/capacity/maximum", SheetPayload.MOST_CAPACITY);
        limits.put("SheetPayload/properties/areas/maxItems", SheetPayload.MOST_AREAS);
        limits.put("SheetPayload/properties/tiers/maxItems", SheetPayload.MOST_TIERS);
        limits.put("SheetPayload/properties/tiers/items/properties/gates/maxItems", Limits.GATES);
        limits.put("SheetPayload/properties/tiers/items/properties/devices/maxItems", SheetPayload.MOST_DEVICES);
        limits.put("SheetPayload/properties/tiers/items/properties/windows/maxItems", SheetPayload.MOST_WINDOWS);
        limits.put("SheetPayload/properties/tiers/items/properties/sessions/maxItems", SheetPayload.MOST_SESSIONS);
        limits.put(
                "SheetPayload/properties/entryRule/properties/pauseSeconds/maximum",
                SheetPayload.LONGEST_PAUSE_SECONDS);
        limits.put("SheetPayload/properties/entryRule/properties/perDay/maximum", SheetPayload.MOST_PER_DAY);
        limits.put("SheetPayload/properties/requires/maxItems", SheetPayload.MOST_REQUIRED);
        limits.put("FeedPage/properties/entries/maxItems", FeedPage.MOST_ENTRIES);
        limits.put("StaffChange/properties/roles/maxItems", StaffChange.MOST_ROLES);
        limits.put("StaffChange/properties/pin/maxLength", StaffChange.LONGEST_PIN);
        limits.put("LeaseRequest/properties/count/maximum", StockLease.MOST_TICKETS);
        limits.put("StockLease/properties/count/maximum", StockLease.MOST_TICKETS);
        limits.put("LaneGrant/properties/lifeMs/maximum", LaneGrant.LONGEST_LIFE_MS);
        limits.put("DeviceState/properties/lanes/maxItems", DeviceState.MOST_LANES);
        limits.put("DeviceState/properties/shares/maxItems", DeviceState.MOST_SHARES);
        limits.put("JournalBatch/properties/entries/maxItems", JournalBatch.MOST_ENTRIES);
        limits.put("JournalBatch/properties/entries/items/maxLength", base64(JournalCodec.MOST_BYTES));
        limits.put("DeviceCommand/properties/lifeMs/maximum", DeviceCommand.LONGEST_LIFE_MS);
        limits.put("UsageBatch/properties/passes/maxItems", UsageBatch.MOST_PASSES);
        limits.put("UsageBatch/properties/passes/items/properties/uses/maxItems", UsageBatch.MOST_USES);
        limits.put("UsageBatch/properties/shares/maxItems", UsageBatch.MOST_SHARES);
        limits.put("RosterChanges/properties/changes/maxItems", RosterChanges.MOST_CHANGES);
        limits.put("RosterPage/properties/passes/maxItems", RosterPage.MOST_PASSES);
        limits.forEach((where, limit) -> {
            int slash = where.indexOf('/');
            JsonNode written =
                    Contract.definition(where.substring(0, slash)).at(JsonPointer.compile(where.substring(slash)));
            assertEquals(limit.longValue(), written.asLong(-1), where);
        });
    }

    @Test
    void everyFieldOfTheSchemasIsARecordsAndEveryRecordsIsInTheSchemas() {
        MessageContract.types().forEach((message, type) -> compare(message, Contract.definition(message), type));
    }

    private static void compare(String where, JsonNode schema, Class<?> type) {
        Set<String> ours = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            ours.add(component.getName());
            JsonNode field = resolved(schema.path("properties").path(component.getName()));
            record(component.getGenericType())
                    .ifPresent(part -> compare(
                            where + "/" + component.getName(),
                            field.has("items") ? resolved(field.path("items")) : field,
                            part));
        }
        Set<String> drawn = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(drawn::add);
        assertEquals(ours, drawn, where);
    }

    private static JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : Contract.definition(reference.substring("#/$defs/".length()));
    }

    /** The record in a component, however it is wrapped; empty where there is none. */
    private static Optional<Class<?>> record(Type type) {
        return switch (type) {
            case ParameterizedType wrapped
            when !(wrapped.getRawType() instanceof Class<?> raw && raw.isRecord()) ->
                record(wrapped.getActualTypeArguments()[0]);
            case ParameterizedType generic -> record(generic.getRawType());
            case Class<?> plain when plain.isRecord() -> Optional.of(plain);
            default -> Optional.empty();
        };
    }

    @Test
    void everyReasonAndCauseIsInTheSchema() {
        JsonNode answer = Contract.definition("ClaimAnswer").path("properties");
        assertEquals(names(Reason.values()), words(answer.path("reason").path("enum")));
        assertEquals(names(Cause.values()), words(answer.path("cause").path("enum")));
    }

    @Test
    void everyTopicIsAChannelAndEveryChannelATopic() {
        Topics topics = new Topics(new VenueId("venue"));
        DeviceId device = new DeviceId("device");
        EventId event = new EventId("event");
        Set<String> ours = new TreeSet<>(List.of(
                topics.state(device),
                topics.journal(device),
                topics.ack(device),
                topics.commands(device),
                topics.outcomes(device),
                topics.sheet(event),
                topics.keys(),
                topics.usage(),
                topics.rosterChanges(event)));
        Set<String> drawn = new TreeSet<>();
        MQTT.path("channels")
                .forEach(channel -> drawn.add(channel.path("address").asText().replaceAll("[{}]", "")));
        assertEquals(ours, drawn);
    }

    @Test
    void everyChannelSaysHowLargeItsMessagesMayBe() {
        JsonNode channels = MQTT.path("channels");
        Map<String, Integer> most = Map.of(
                "state", Limits.STATE_MESSAGE,
                "journal", Limits.LARGE_MESSAGE,
                "ack", Limits.SMALL_MESSAGE,
                "commands", Limits.SMALL_MESSAGE,
                "outcomes", Limits.SMALL_MESSAGE,
                "sheets", Limits.LARGE_MESSAGE,
                "keys", Limits.LARGE_MESSAGE,
                "usage", Limits.LARGE_MESSAGE,
                "rosterChanges", Limits.LARGE_MESSAGE);
        most.forEach((channel, bytes) -> assertEquals(
                bytes, channels.path(channel).path("x-maximum-bytes").asInt(), channel));
        assertEquals(most.size(), channels.size());
        JsonNode claim = Contract.document("hub.openapi.yaml")
                .path("paths")
                .path("/v1/claims")
                .path("post")
                .path("requestBody");
        assertEquals(ClaimRequest.MOST_BYTES, claim.path("x-maximum-bytes").asInt());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryMessageIsUsed() {
        Set<String> used = new TreeSet<>();
        for (String file : DOCUMENTS) {
            JsonNode document = Contract.document(file);
            for (String reference : references(document)) {
                int hash = reference.indexOf('#');
                JsonNode in = hash == 0 ? document : Contract.document(reference.substring(0, hash));
                String pointer = reference.substring(hash + 1);
                assertTrue(!in.at(pointer).isMissingNode(), () -> file + " points to " + reference);
                if (hash > 0) {
                    used.add(pointer.substring("/$defs/".length()));
                }
            }
        }
        // Inside a page of the feed.
        used.addAll(List.of("PassChange", "StaffChange"));
        used.removeAll(Set.of("Name", "Number", "Position", "Token", "Word", "Direction", "Hex16", "Problem"));
        Set<String> read = new TreeSet<>();
        MessageContract.messages().forEach(read::add);
        assertEquals(read, used);
        assertEquals(read, Example.all().stream().map(Example::message).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<String> references(JsonNode node) {
        List<String> found = new ArrayList<>();
        node.findValuesAsText("$ref", found);
        return found.stream().distinct().toList();
    }

    private static int base64(int bytes) {
        return (bytes + 2) / 3 * 4;
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
