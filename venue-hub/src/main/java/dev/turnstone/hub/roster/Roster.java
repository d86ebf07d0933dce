package dev.turnstone.hub.roster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.StaffChange;
import dev.turnstone.hub.roster.RosterStore.Image;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes, keys and sheets as the cloud last told them: on disk together with the feed's position, in
 * memory for whoever decides. It is written by one thread, the cloud link's, and read by all.
 */
public final class Roster implements Entitlements, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Roster.class);

    /** So long after the cloud confirmed that nothing is newer, an unknown key is no key of ours. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final RosterStore store;
    private final PublicKey settingsKey;
    private final Map<PassKey, RosterEntry> passes = new ConcurrentHashMap<>();
    private final Map<EventId, Sheet> sheets = new ConcurrentHashMap<>();
    private final Map<String, SignedSetting> settings = new ConcurrentHashMap<>();
    private final List<Consumer<SettingInForce>> listeners = new CopyOnWriteArrayList<>();
    private volatile KeySet keys = KeySet.NONE;
    private volatile FeedPosition position;
    private volatile boolean whole;
    private volatile Consumer<StaffChange> staffChanged = change -> {};
    private volatile Runnable passesChanged = () -> {};
    private volatile Instant confirmed = Instant.MIN;

    /** Where the cloud's feed was read to. */
    public record FeedPosition(String incarnation, long position) {
        public static final FeedPosition START = new FeedPosition("", 0);
    }

    /** A setting and the event it is about; keys are about none. */
    public record SettingInForce(Optional<EventId> event, SignedSetting signed) {}

    private Roster(RosterStore store, PublicKey settingsKey) {
        this.store = store;
        this.settingsKey = settingsKey;
        Image image = store.load();
        this.position = image.position();
        this.whole = image.whole();
        passes.putAll(image.passes());
        // Verified again at every start: a file on a disk is no more trusted than a message.
        image.settings().forEach(signed -> {
            try {
                enforce(Settings.open(signed, settingsKey));
            } catch (Poison e) {
                log.error("a stored setting {}; it is not used", e.getMessage());
            }
        });
    }

    public static Roster open(Path file, PublicKey settingsKey) {
        return new Roster(RosterStore.open(file), settingsKey);
    }

    @Override
    public KeySet keys() {
        return keys;
    }

    @Override
    public Freshness keysFreshness(Instant now) {
        return confirmed.plus(FRESH).isAfter(now) ? Freshness.FRESH : Freshness.MAY_BE_STALE;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return Optional.ofNullable(sheets.get(event));
    }

    @Override
    public Collection<Sheet> sheets() {
        return List.copyOf(sheets.values());
    }

    @Override
    public Optional<RosterEntry> pass(PassKey key) {
        return Optional.ofNullable(passes.get(key));
    }

    /** How many people the valid passes of an event admit; passes without a limit count as one. */
    public Expected expected(EventId event) {
        long tickets = 0;
        long people = 0;
        for (Map.Entry<PassKey, RosterEntry> each : passes.entrySet()) {
            if (each.getKey().event().equals(event) && each.getValue().standing() instanceof Standing.Valid) {
                tickets++;
                people += Math.max(1, each.getValue().admits());
            }
        }
        return new Expected(tickets, people);
    }

    public record Expected(long tickets, long people) {}

    /**
     * The passes of an event in the order in which they last changed. A gate that took one life of the feed for another,
     * half read, would forget who is revoked: while a new one is being read there is nothing to give.
     */
    public Optional<RosterPage> page(EventId event, long after, int most) {
        return store.page(event, after, most);
    }

    /** Up to where each event's passes have changed. */
    public Map<EventId, Long> heads() {
        return store.heads();
    }

    /** Told of every change to the venue's staff, before the position that it stands at is kept: it may come twice. */
    public void onStaff(Consumer<StaffChange> told) {
        staffChanged = told;
    }

    /** Told after passes have changed. */
    public void onPasses(Runnable told) {
        passesChanged = told;
    }

    public List<SignedSetting> settings() {
        return List.copyOf(settings.values());
    }

    public FeedPosition position() {
        return position;
    }

    /** Told of every setting in force: at once of those there are, then of each that comes. */
    public void onSetting(Consumer<SettingInForce> listener) {
        listeners.add(listener);
        settings.values().forEach(signed -> listener.accept(inForce(Settings.open(signed, settingsKey))));
    }

    /**
     * Applies a page of the feed: entries and position in one transaction, so that a crash repeats a
     * page or does not, and never skips one.
     */
    public void apply(FeedPage<JsonNode> page, Instant now) {
        List<RosterStore.Change> changes = new ArrayList<>();
        List<Settings.Opened> opened = new ArrayList<>();
        long reached = page.incarnation().equals(position.incarnation()) ? position.position() : 0;
        for (FeedEntry<JsonNode> entry : page.entries()) {
            if (entry.position() <= reached) {
                continue;
            }
            reached = entry.position();
            try {
                read(entry, changes, opened);
            } catch (Poison | JsonFault | IllegalArgumentException e) {
                log.error("entry {} of the cloud's feed {}; it was put aside", entry.position(), e.getMessage());
                changes.add(new RosterStore.Change.Quarantined(
                        entry.position(), entry.kind(), Json.text(entry.body()), String.valueOf(e.getMessage()), now));
            }
        }
        FeedPosition next = new FeedPosition(page.incarnation(), reached);
        boolean complete = reached >= page.head();
        boolean wholeNow = complete || (whole && next.incarnation().equals(position.incarnation()));
        if (!changes.isEmpty() || !next.equals(position) || wholeNow != whole) {
            store.commit(changes, next, complete, wholeNow);
        }
        changes.forEach(this::remember);
        opened.forEach(this::enforce);
        if (complete && !next.incarnation().equals(position.incarnation()) && !position.equals(FeedPosition.START)) {
            forgetOthers();
        }
        position = next;
        whole = wholeNow;
        if (complete) {
            confirmed = now;
        }
        if (changes.stream().anyMatch(RosterStore.Change.Pass.class::isInstance)) {
            passesChanged.run();
        }
    }

    private void read(FeedEntry<JsonNode> entry, List<RosterStore.Change> changes, List<Settings.Opened> opened) {
        switch (entry.kind()) {
            case FeedEntry.KEYS, FeedEntry.SHEET -> {
                Settings.Opened setting = Settings.open(body(entry, SignedSetting.class), settingsKey);
                if (isNewer(setting)) {
                    opened.add(setting);
                    changes.add(new RosterStore.Change.Setting(setting.subject(), setting.signed()));
                } else {
                    log.warn(
                            "{} number {} is older than the one in force; refused",
                            setting.subject(),
                            setting.number());
                }
            }
            case FeedEntry.PASS -> {
                PassChange change = body(entry, PassChange.class);
                changes.add(new RosterStore.Change.Pass(
                        new PassKey(change.eventId(), change.passNumber()),
                        new RosterEntry(
                                change.tier(),
                                change.version(),
                                change.admits(),
                                change.state().equals(PassChange.VALID) ? new Standing.Valid() : new Standing.Revoked(),
                                change.passProof()),
                        entry.position()));
            }
            case StaffChange.KIND -> staffChanged.accept(body(entry, StaffChange.class));
            default -> log.info("stepped over a {} in the cloud's feed: a newer cloud than this hub", entry.kind());
        }
    }

    private static <T> T body(FeedEntry<JsonNode> entry, Class<T> type) {
        return Json.read(Json.bytes(entry.body()), type);
    }

    private boolean isNewer(Settings.Opened setting) {
        SignedSetting known = settings.get(setting.subject());
        return known == null
                || setting.number() >= Settings.open(known, settingsKey).number();
    }

    private void remember(RosterStore.Change change) {
        if (change instanceof RosterStore.Change.Pass pass) {
            passes.put(pass.key(), pass.entry());
        }
    }

    private void forgetOthers() {
        Map<PassKey, RosterEntry> current = store.load().passes();
        passes.putAll(current);
        passes.keySet().retainAll(current.keySet());
    }

    private void enforce(Settings.Opened setting) {
        settings.put(setting.subject(), setting.signed());
        switch (setting) {
            case Settings.Opened.Keys found -> keys = found.set();
            case Settings.Opened.OfEvent found -> sheets.put(found.sheet().event(), found.sheet());
        }
        SettingInForce announced = inForce(setting);
        listeners.forEach(listener -> listener.accept(announced));
    }

    private static SettingInForce inForce(Settings.Opened setting) {
        return switch (setting) {
            case Settings.Opened.Keys found -> new SettingInForce(Optional.empty(), found.signed());
            case Settings.Opened.OfEvent found ->
                new SettingInForce(Optional.of(found.sheet().event()), found.signed());
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
