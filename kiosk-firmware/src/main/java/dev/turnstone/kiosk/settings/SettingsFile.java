package dev.turnstone.kiosk.settings;

import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings as they came, signatures and all, in one file that is replaced whole. It is verified again when read:
 * whoever can write to the card still cannot write a setting. A damaged file is no more than an absent one.
 */
public final class SettingsFile implements Settings.Keeper {
    private static final Logger log = LoggerFactory.getLogger(SettingsFile.class);

    private final Path file;

    public SettingsFile(Path folder) {
        this.file = folder.resolve("settings.json");
    }

    public List<SignedSetting> read() {
        try {
            return Json.read(Files.readAllBytes(file), SettingsPage.class).settings();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | JsonFault e) {
            log.warn("The kept settings cannot be read and are fetched again: {}", e.getMessage());
            return List.of();
        }
    }

    @Override
    public void keep(Collection<SignedSetting> settings) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        byte[] bytes = Json.bytes(new SettingsPage(List.copyOf(settings), false));
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // In force all the same: only the next start will have to fetch them.
            log.warn("The settings cannot be kept: {}", e.toString());
        }
    }
}
