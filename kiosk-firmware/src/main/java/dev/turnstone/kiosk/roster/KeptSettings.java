package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.kiosk.roster.Generations.Generation;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Key sets and sheets as they came, signatures and all, in immutable generations like the roster's. They are verified
 * again when read: whoever can write to the card still cannot write a setting. A damaged file is no more than an absent
 * one.
 */
public final class KeptSettings implements Settings.Keeper {
    private static final Logger log = LoggerFactory.getLogger(KeptSettings.class);
    private static final String SUBJECT = "signed";
    private static final String KIND = "settings";

    private final Generations generations;
    private Optional<Generation> kept;

    public KeptSettings(Path folder) {
        this(new FolderShelf(folder));
    }

    KeptSettings(Shelf shelf) {
        this.generations = new Generations(shelf, SUBJECT, KIND);
        this.kept = generations.newest();
    }

    public synchronized List<SignedSetting> read() {
        if (kept.isEmpty()) {
            return List.of();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        kept.get().table().forEach((piece, part) -> bytes.writeBytes(part));
        try {
            return Json.read(bytes.toByteArray(), SettingsPage.class).settings();
        } catch (JsonFault e) {
            log.warn("The kept settings cannot be read and are fetched again: {}", e.getMessage());
            return List.of();
        }
    }

    @Override
    public synchronized void keep(Collection<SignedSetting> settings) {
        byte[] bytes = Json.bytes(new SettingsPage(List.copyOf(settings), false));
        TreeMap<Long, byte[]> pieces = new TreeMap<>();
        for (int at = 0; at < bytes.length; at += Table.LONGEST_VALUE) {
            pieces.put(
                    (long) pieces.size(),
                    Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + Table.LONGEST_VALUE)));
        }
        try {
            Generation next =
                    generations.publish(Table.build("", pieces.entrySet().iterator()), settings.size());
            kept.ifPresent(before -> before.table().close());
            kept = Optional.of(next);
            generations.keepOnly(next);
        } catch (IOException e) {
            // In force all the same: only the next start will have to fetch them.
            log.warn("The settings cannot be kept: {}", e.toString());
        }
    }
}
