package dev.turnstone.kiosk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.wire.SignedSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSettingsTest {
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);
    private static final int LARGE = 300 * 1024;

    @TempDir
    Path folder;

    @Test
    void theyAreThereAtTheNextStartWhateverTheirSize() {
        List<SignedSetting> settings = List.of(setting(1, 20), setting(2, LARGE), setting(3, 1));
        new KeptSettings(folder).keep(settings);

        assertEquals(settings, new KeptSettings(folder).read());
    }

    @Test
    void aDamagedFileIsNoMoreThanAnAbsentOne() throws Exception {
        KeptSettings kept = new KeptSettings(folder);
        kept.keep(List.of(setting(1, 20)));
        String name = new FolderShelf(folder).names().getFirst();
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        whole[whole.length / 3] ^= 1;
        Files.write(folder.resolve(name), whole);

        assertEquals(List.of(), new KeptSettings(folder).read());
        assertEquals(List.of(), new KeptSettings(folder.resolve("absent")).read());
    }

    @Test
    void wheneverThePowerGoesTheyAreTheOnesBeforeOrTheNewOnes() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<SignedSetting> before = List.of(setting(1, 3_000));
        List<SignedSetting> next = List.of(setting(1, 3_000), setting(2, 5_000));
        for (int step = 0; step < 12; step++) {
            Path card = Files.createDirectory(folder.resolve("card-" + step));
            new KeptSettings(card).keep(before);
            boolean cut = false;
            try {
                new KeptSettings(new PoweredShelf(card, step, random)).keep(next);
            } catch (PoweredShelf.PowerCut powerCut) {
                cut = true;
            }
            List<SignedSetting> found = new KeptSettings(card).read();
            assertTrue(found.equals(next) || (cut && found.equals(before)), "seed " + seed + ", step " + step);
        }
    }

    @Test
    void aFullCardLosesNothingThatWasThere() throws Exception {
        List<SignedSetting> before = new ArrayList<>(List.of(setting(1, 20)));
        new KeptSettings(folder).keep(before);
        PoweredShelf full = PoweredShelf.steady(folder);
        full.full = true;
        new KeptSettings(full).keep(List.of(setting(2, 20)));

        assertEquals(before, new KeptSettings(folder).read());
        assertEquals(1, new FolderShelf(folder).names().size());
    }

    private static SignedSetting setting(long number, int size) {
        return SignedSetting.sign(number, "x".repeat(size).getBytes(java.nio.charset.StandardCharsets.UTF_8), CLOUD);
    }
}
