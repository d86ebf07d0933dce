package dev.turnstone.cloud.testing;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.cloud.sync.Feed;
import dev.turnstone.cloud.sync.Feeder;
import dev.turnstone.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A gate that has just heard the whole feed, and decides by the rules that every gate decides by. */
public final class HeardVenue implements Knowledge {
    private static final Doorway GATE =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);

    private final Map<PassNumber, History> passes = new HashMap<>();
    private KeySet keys = new KeySet(0, java.util.List.of());
    private Optional<Sheet> sheet = Optional.empty();

    private HeardVenue() {}

    public static HeardVenue of(TestCloud cloud) {
        while (Feeder.feed(cloud.jdbi, cloud.clock.instant()) > 0) {
            // One batch after the other.
        }
        var heard = new HeardVenue();
        long position = 0;
        var feed = new Feed(cloud.jdbi);
        for (Feed.Page page = feed.after(cloud.event.venueId(), 0);
                !page.entries().isEmpty();
                page = feed.after(cloud.event.venueId(), position)) {
            for (Feed.Entry entry : page.entries()) {
                heard.hear(cloud, entry);
                position = entry.position();
            }
        }
        return heard;
    }

    private void hear(TestCloud cloud, Feed.Entry entry) {
        switch (entry.kind()) {
            case FeedEntry.KEYS ->
                keys = Json.read(payload(cloud, entry), KeysPayload.class).keySet();
            case FeedEntry.SHEET ->
                sheet = Optional.of(
                        Json.read(payload(cloud, entry), SheetPayload.class).sheet());
            case FeedEntry.PASS -> {
                PassChange change = Json.read(entry.body(), PassChange.class);
                History known = History.EMPTY.seenVersion(change.version());
                passes.put(
                        change.passNumber(),
                        change.state().equals(PassChange.REVOKED) ? known.standing(new Standing.Revoked()) : known);
            }
            default -> throw new AssertionError(entry.kind());
        }
    }

    private static String payload(TestCloud cloud, Feed.Entry entry) {
        SignedSetting setting = Json.read(entry.body(), SignedSetting.class);
        return new String(setting.verified(cloud.settingsKey.publicKey()).orElseThrow(), StandardCharsets.UTF_8);
    }

    public Decision decide(String shown, Instant now) {
        return AdmissionRules.decide(shown, this, GATE, TimeInterval.exactly(now));
    }

    public Sheet sheet() {
        return sheet.orElseThrow();
    }

    @Override
    public KeySet keys() {
        return keys;
    }

    @Override
    public Freshness keysFreshness() {
        return Freshness.FRESH;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return sheet.filter(each -> each.event().equals(event));
    }

    @Override
    public History history(EventId event, PassNumber number) {
        return passes.getOrDefault(number, History.EMPTY);
    }
}
