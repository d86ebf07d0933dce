package dev.turnstone.kiosk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.wire.RosterChanges.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes at every step of putting a new file in place, with that step done, not done or half done. */
class RosterSwapTest {
    private static final int STEPS = 12;
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void whereverThePowerGoesWhatWasKnownBeforeIsKnownAfterwards() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int cuts = 0;
        for (int step = 0; step < STEPS; step++) {
            for (int round = 0; round < ROUNDS; round++) {
                String where = "seed " + seed + ", step " + step + ", round " + round;
                Path card = Files.createDirectory(folder.resolve(step + "-" + round));
                RosterHouse house = new RosterHouse("life");
                prepare(card, house);
                boolean cut = swap(card, house, step, random);
                cuts += cut ? 1 : 0;
                check(card, house, where);
            }
        }
        assertTrue(cuts >= 4 * ROUNDS, "seed " + seed + ": every step was reached, " + cuts);
    }

    /** A roster in its file, and above it so many changes on the disk that a new file is due. */
    private static void prepare(Path card, RosterHouse house) throws IOException {
        try (HeardFile heard = HeardFile.open(card);
                Roster roster = roster(new FolderShelf(card), heard)) {
            for (long number = 1; number <= 50; number++) {
                house.sell(number);
            }
            house.revoke(7);
            house.fill(roster);
            for (long number = 100; number < 100 + EventRoster.MANY_CHANGES; number++) {
                house.revoke(number);
                roster.hear(house.told());
            }
        }
    }

    private static boolean swap(Path card, RosterHouse house, int steps, Random random) {
        try (HeardFile heard = HeardFile.open(card)) {
            // Not closed: nobody says goodbye to a power cut.
            Roster roster = roster(new PoweredShelf(card, steps, random), heard);
            house.revoke(8);
            roster.hear(house.told());
            roster.keep();
            return false;
        } catch (PoweredShelf.PowerCut cut) {
            return true;
        }
    }

    private static void check(Path card, RosterHouse house, String where) throws IOException {
        try (HeardFile heard = HeardFile.open(card);
                Roster roster = roster(new FolderShelf(card), heard)) {
            assertTrue(roster.status(RosterHouse.EVENT).present(), where);
            for (Change change : house.passes()) {
                assertEquals(
                        change.standing(),
                        roster.known(RosterHouse.EVENT, change.passNumber()).standing(),
                        where + ", pass " + change.number());
            }
            assertEquals(house.head(), roster.after(RosterHouse.EVENT), where);
            house.revoke(9);
            house.fill(roster);
            roster.keep();
            assertInstanceOf(
                    Standing.Revoked.class,
                    roster.known(RosterHouse.EVENT, new PassNumber(9)).standing());
            long files = new FolderShelf(card)
                    .names().stream().filter(name -> name.contains("@")).count();
            assertEquals(1, files, where + ": nothing half done is left");
        }
    }

    private static Roster roster(Shelf shelf, HeardFile heard) {
        return new Roster(shelf, heard, InstantSource.fixed(RosterTest.NIGHT));
    }
}
