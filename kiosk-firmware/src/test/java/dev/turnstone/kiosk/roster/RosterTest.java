package dev.turnstone.kiosk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterChanges.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class RosterTest {
    static final Instant NIGHT = Instant.parse("2026-11-21T22:00:00Z");
    private static final EventId EVENT = RosterHouse.EVENT;

    @TempDir
    Path folder;

    private final RosterHouse house = new RosterHouse("life-1");
    private Instant now = NIGHT;
    private PoweredShelf shelf;
    private HeardFile heard;
    private Roster roster;

    @BeforeEach
    void open() {
        shelf = PoweredShelf.steady(folder.resolve("roster"));
        heard = HeardFile.open(folder);
        roster = new Roster(shelf, heard, () -> now);
    }

    @AfterEach
    void close() {
        roster.close();
        heard.close();
    }

    private void restart() {
        close();
        open();
    }

    @Test
    void whoIsRevokedBlockedOrReissuedIsKnownAndAStrangerIsValid() throws Exception {
        house.sell(1);
        house.revoke(2);
        house.reissue(3, 4);
        house.block(4, "ask at the bar");
        house.fill(roster);

        assertInstanceOf(Standing.Valid.class, standing(1));
        assertInstanceOf(Standing.Revoked.class, standing(2));
        assertEquals(4, roster.known(EVENT, new PassNumber(3)).version());
        assertEquals(new Standing.Blocked("ask at the bar"), standing(4));
        assertEquals(Roster.Known.NOTHING, roster.known(EVENT, new PassNumber(99)));
        assertEquals(Roster.Known.NOTHING, roster.known(new EventId("another"), new PassNumber(2)));
    }

    @Test
    void aPassStandsNoBetterThanTheReservationItBelongsTo() throws Exception {
        house.sell(10);
        house.child(11, 10);
        house.child(12, 11);
        house.fill(roster);
        assertInstanceOf(Standing.Valid.class, standing(12));
        house.revoke(10);
        house.fill(roster);

        assertInstanceOf(Standing.Revoked.class, standing(11));
        assertInstanceOf(Standing.Revoked.class, standing(12));
    }

    @Test
    void aReservationThatBelongsToItselfIsNoEndlessQuestion() throws Exception {
        house.child(1, 2);
        house.child(2, 1);
        house.fill(roster);

        assertInstanceOf(Standing.Valid.class, standing(1));
    }

    @Test
    void aLargeRosterIsReadInPagesGoesOnAfterAnInterruptionAndIsThereAtTheNextStart() throws Exception {
        for (long number = 1; number <= 12_000; number++) {
            house.sell(number * 0x5DEECE66DL);
        }
        house.revoke(77);
        assertTrue(roster.take(EVENT, 0, house.page(0)));
        assertEquals(5_000, roster.after(EVENT), "what was read need not be read again");
        assertInstanceOf(Standing.Valid.class, standing(77), "nothing holds before all of it is there");
        house.fill(roster);
        assertEquals(12_001, roster.status(EVENT).passes());

        restart();
        assertEquals(12_001, roster.status(EVENT).passes());
        assertEquals(12_001, roster.after(EVENT));
        assertInstanceOf(Standing.Revoked.class, standing(77));
    }

    @Test
    void changesHoldAtOnceAndAreKeptAndManyOfThemBecomeANewFile() throws Exception {
        house.sell(1);
        house.fill(roster);
        String first = file();
        house.revoke(1);
        assertFalse(roster.hear(house.told()));
        assertInstanceOf(Standing.Revoked.class, standing(1));
        roster.keep();
        assertEquals(first, file(), "one change is worth no new file");

        restart();
        assertInstanceOf(Standing.Revoked.class, standing(1));
        for (long number = 2; number <= EventRoster.MANY_CHANGES + 2; number++) {
            house.revoke(number);
            assertFalse(roster.hear(house.told()));
        }
        roster.keep();
        assertTrue(!file().equals(first), "the file before is gone");
        assertEquals(0, new RosterOverlay(heard).load(EVENT.value()).changes().size());

        restart();
        assertInstanceOf(Standing.Revoked.class, standing(2));
        assertEquals(house.head(), roster.after(EVENT));
    }

    @Test
    void theListIsAsOldAsTheOldestRosterOfThemAndMissingWhereOneIs() throws Exception {
        EventId another = new EventId("another");
        assertEquals(Optional.empty(), roster.asOf(List.of()));
        assertEquals(Optional.empty(), roster.asOf(List.of(EVENT)));
        house.fill(roster);
        assertEquals(Optional.of(NIGHT), roster.asOf(List.of(EVENT)));
        assertEquals(Optional.empty(), roster.asOf(List.of(EVENT, another)));

        now = NIGHT.plusSeconds(60);
        house.fill(roster);
        assertEquals(Optional.of(NIGHT.plusSeconds(60)), roster.asOf(List.of(EVENT)));
    }

    @Test
    void anEmptyRosterIsARosterToo() throws Exception {
        house.fill(roster);
        assertTrue(roster.status(EVENT).present());
        restart();
        assertTrue(roster.status(EVENT).present());
        assertEquals(Roster.Known.NOTHING, roster.known(EVENT, new PassNumber(1)));
    }

    @Test
    void changesOutOfOrderEndAsTheHouseHasThem() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        house.sell(0);
        house.fill(roster);
        for (int round = 0; round < 40; round++) {
            List<RosterChanges> told = new ArrayList<>();
            for (int message = 0; message < 12; message++) {
                house.shuffle(random);
                told.add(house.told());
            }
            Collections.shuffle(told, random);
            told.removeIf(lost -> random.nextInt(5) == 0);
            boolean gap = false;
            for (RosterChanges message : told) {
                gap = roster.hear(message);
                if (random.nextInt(4) == 0) {
                    house.fill(roster);
                }
            }
            house.fill(roster);
            assertSame("seed " + seed + ", round " + round + ", " + gap);
        }
        roster.keep();
        restart();
        assertSame("after a restart, seed " + seed);
    }

    @Test
    void aHubThatKnowsLessThanThisGateTakesNothingBack() throws Exception {
        RosterHouse backup = new RosterHouse("life-1");
        house.sell(1);
        backup.sell(1);
        house.revoke(1);
        house.fill(roster);

        assertFalse(roster.take(EVENT, 2, backup.page(0)));
        assertInstanceOf(Standing.Revoked.class, standing(1));
        assertFalse(roster.hear(backup.told()));
        assertInstanceOf(Standing.Revoked.class, standing(1));
        assertEquals(2, roster.after(EVENT));
    }

    @Test
    void anotherLifeIsReadFromItsBeginningAndTheOneBeforeHoldsUntilThen() throws Exception {
        house.revoke(1);
        house.revoke(2);
        house.fill(roster);
        RosterHouse next = new RosterHouse("life-2");
        for (long number = 10; number < 6_000; number++) {
            next.sell(number);
        }
        next.sell(1);
        next.revoke(3);

        assertTrue(roster.hear(next.told()));
        assertTrue(roster.take(EVENT, 2, next.page(2)), "it begins in the middle of another life");
        assertEquals(0, roster.after(EVENT));
        assertTrue(roster.take(EVENT, 0, next.page(0)));
        assertInstanceOf(Standing.Revoked.class, standing(1));
        next.fill(roster);

        assertInstanceOf(Standing.Valid.class, standing(1));
        assertInstanceOf(Standing.Valid.class, standing(2), "the new life does not know it");
        assertInstanceOf(Standing.Revoked.class, standing(3));
        house.revoke(2);
        assertTrue(roster.hear(house.told()), "a late word of the life before is a reason to ask");
        assertInstanceOf(Standing.Valid.class, standing(2));
    }

    @Test
    void aPageThatLeadsNowhereIsAFaultAndNoEndlessQuestion() throws Exception {
        house.sell(1);
        house.fill(roster);
        house.sell(2);
        assertThrows(IOException.class, () -> roster.take(EVENT, 1, house.stuckAt(1)));
        assertThrows(IOException.class, () -> roster.take(new EventId("another"), 0, house.page(0)));
    }

    @Test
    void aTruncatedDamagedOrForeignFileIsDiscardedAndFetchedAgainAndWhatWasHeardSinceStillHolds() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 24; round++) {
            RosterHouse fresh = new RosterHouse("life-" + round);
            fresh.revoke(1);
            for (long number = 2; number < 400; number++) {
                fresh.sell(number);
            }
            fresh.fill(roster);
            fresh.revoke(2);
            roster.hear(fresh.told());
            roster.keep();
            close();
            damage(shelf.path(file()), round, random);
            open();

            String where = "seed " + seed + ", round " + round;
            assertFalse(roster.status(EVENT).present(), where);
            assertInstanceOf(Standing.Valid.class, standing(1), where + ": absence never refuses");
            assertInstanceOf(Standing.Revoked.class, standing(2), where);
            fresh.fill(roster);
            assertInstanceOf(Standing.Revoked.class, standing(1), where);
            assertInstanceOf(Standing.Revoked.class, standing(2), where);
        }
    }

    private static void damage(Path file, int how, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            switch (how % 4) {
                case 0 -> channel.truncate(random.nextLong(size));
                case 1 -> {
                    long at = random.nextLong(size);
                    ByteBuffer one = ByteBuffer.allocate(1);
                    channel.read(one, at);
                    channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1 << random.nextInt(8))}), at);
                }
                case 2 -> channel.truncate(0);
                default -> channel.write(ByteBuffer.wrap("longer than it was".getBytes(StandardCharsets.UTF_8)), size);
            }
        }
    }

    @Test
    void aFullCardKeepsTheRosterInMemoryAndSaysSoAndKeepsItWhenThereIsRoom() throws Exception {
        house.revoke(1);
        shelf.full = true;
        house.fill(roster);
        assertInstanceOf(Standing.Revoked.class, standing(1));
        assertTrue(roster.status(EVENT).fault().orElse("").contains("No space left"));
        house.revoke(2);
        assertFalse(roster.hear(house.told()));
        roster.keep();
        close();
        open();
        assertFalse(roster.status(EVENT).present(), "nothing was kept, and nothing is half there");

        shelf.full = true;
        house.fill(roster);
        shelf.full = false;
        roster.keep();
        assertTrue(roster.status(EVENT).fault().isPresent(), "the card is left alone for a while");
        now = now.plusSeconds(61);
        roster.keep();
        assertTrue(roster.status(EVENT).fault().isEmpty());
        restart();
        assertInstanceOf(Standing.Revoked.class, standing(2));
    }

    @Test
    void anEventThatIsOverIsForgotten() throws Exception {
        house.revoke(1);
        house.fill(roster);
        roster.keepOnly(List.of(new EventId("another")));
        assertEquals(List.of(), shelf.names());
        restart();
        assertFalse(roster.status(EVENT).present());
    }

    /** Whatever staff wrote about a guest may name them, and a stolen card is read by strangers. */
    @Test
    void nothingThatStaffWroteIsOnTheDisk() throws Exception {
        house.block(4, "Ana Torres, ask for the manager");
        house.fill(roster);
        house.block(5, "Ana Torres again");
        roster.hear(house.told());
        roster.keep();
        close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("Ana Torres"), file.toString());
            }
        }
        open();
        assertEquals(new Standing.Blocked(""), standing(4));
        assertEquals(new Standing.Blocked(""), standing(5));
    }

    private void assertSame(String where) {
        for (Change change : house.passes()) {
            Roster.Known known = roster.known(EVENT, change.passNumber());
            assertEquals(change.standing(), known.standing(), where + ", pass " + change.number());
            assertEquals(change.version(), known.version(), where + ", pass " + change.number());
        }
    }

    private Standing standing(long number) {
        return roster.known(EVENT, new PassNumber(number)).standing();
    }

    private String file() throws IOException {
        List<String> names = shelf.names();
        assertEquals(1, names.size(), names.toString());
        return names.getFirst();
    }
}
