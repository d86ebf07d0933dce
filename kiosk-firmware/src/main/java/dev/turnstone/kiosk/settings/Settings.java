package dev.turnstone.kiosk.settings;

import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SettingHeader;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys and sheets in force. Whoever carries a setting is not trusted: only the cloud's settings key is, and of two
 * settings for the same subject the higher number holds, so that neither a lying broker nor a replayed message can
 * bring back what was withdrawn.
 */
public final class Settings {
    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    /** So long after the hub last vouched for them, the keys count as complete. */
    static final Duration FRESH_FOR = Duration.ofSeconds(90);

    private final PublicKey settingsKey;
    private final Keeper keeper;
    private final Map<String, SignedSetting> signed = new HashMap<>();
    private volatile State state = new State(KeySet.NONE, Map.of());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long confirmedNanos;
    private volatile boolean confirmed;

    private record State(KeySet keys, Map<EventId, Sheet> sheets) {}

    /** Keeps what was taken, for the next start without a network. */
    public interface Keeper {
        void keep(Collection<SignedSetting> settings);
    }

    /** What became of a setting that somebody brought. */
    public enum Taken {
        /** It is in force now. */
        TAKEN,
        /** It was in force already. */
        SAME,
        /** A newer one is in force. */
        OLDER,
        /** The settings key did not sign it. */
        FORGED,
        /** Signed, and yet not understood by this version. */
        UNREADABLE
    }

    public Settings(PublicKey settingsKey, Keeper keeper) {
        this.settingsKey = settingsKey;
        this.keeper = keeper;
    }

    /** Told after every change. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    public synchronized Taken offer(SignedSetting offered) {
        Taken taken = take(offered);
        if (taken == Taken.TAKEN) {
            keeper.keep(List.copyOf(signed.values()));
            listeners.forEach(Runnable::run);
        }
        return taken;
    }

    /** What was kept at an earlier start; it is verified like any other, and is not kept once more. */
    public synchronized void restore(Collection<SignedSetting> kept) {
        kept.forEach(this::take);
    }

    private Taken take(SignedSetting offered) {
        Optional<byte[]> payload = offered.verified(settingsKey);
        if (payload.isEmpty()) {
            log.warn("A setting was refused: the settings key has not signed it");
            return Taken.FORGED;
        }
        try {
            SettingHeader header = Json.read(payload.get(), SettingHeader.class);
            return switch (header.kind()) {
                case KeysPayload.KIND ->
                    takeKeys(
                            offered, Json.read(payload.get(), KeysPayload.class).keySet());
                case SheetPayload.KIND ->
                    takeSheet(
                            offered,
                            Json.read(payload.get(), SheetPayload.class).sheet());
                default -> Taken.UNREADABLE;
            };
        } catch (JsonFault | IllegalArgumentException | DateTimeException e) {
            log.warn("A signed setting is not understood by this version: {}", e.getMessage());
            return Taken.UNREADABLE;
        }
    }

    private Taken takeKeys(SignedSetting offered, KeySet keys) {
        long held = state.keys.number();
        if (keys.number() > held) {
            state = new State(keys, state.sheets);
            signed.put(KeysPayload.KIND, offered);
            log.info(
                    "Key set {} is in force, with {} keys",
                    keys.number(),
                    keys.keys().size());
            return Taken.TAKEN;
        }
        return keys.number() == held ? Taken.SAME : Taken.OLDER;
    }

    private Taken takeSheet(SignedSetting offered, Sheet sheet) {
        long held = sheet(sheet.event()).map(Sheet::number).orElse(0L);
        if (sheet.number() > held) {
            Map<EventId, Sheet> sheets = new HashMap<>(state.sheets);
            sheets.put(sheet.event(), sheet);
            state = new State(state.keys, Map.copyOf(sheets));
            signed.put(SheetPayload.KIND + "/" + sheet.event(), offered);
            log.info("Sheet {} of {} is in force", sheet.number(), sheet.event());
            return Taken.TAKEN;
        }
        return sheet.number() == held ? Taken.SAME : Taken.OLDER;
    }

    /** The hub has just vouched that these are all there are. */
    public void confirm(long nowNanos) {
        confirmedNanos = nowNanos;
        confirmed = true;
    }

    /** A gate that was never given a key cannot call any pass another event's, whoever vouched for that nothing. */
    public Freshness freshness(long nowNanos) {
        boolean any = state.keys.number() > 0;
        return any && confirmed && nowNanos - confirmedNanos <= FRESH_FOR.toNanos()
                ? Freshness.FRESH
                : Freshness.MAY_BE_STALE;
    }

    public KeySet keys() {
        return state.keys;
    }

    public Optional<Sheet> sheet(EventId event) {
        return Optional.ofNullable(state.sheets.get(event));
    }

    /** Every sheet, the one that opens first before the others. */
    public List<Sheet> sheets() {
        return state.sheets.values().stream()
                .sorted(Comparator.comparing(Sheet::opens))
                .toList();
    }
}
