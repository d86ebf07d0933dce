package dev.turnstone.admission.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Fact.Intent;
import dev.turnstone.admission.record.Fact.Outcome;
import dev.turnstone.admission.record.Fact.Started;
import dev.turnstone.admission.record.Fact.TurnedAway;
import dev.turnstone.admission.record.JournalReading.Damage;
import dev.turnstone.admission.record.JournalReading.Damaged;
import dev.turnstone.admission.record.JournalReading.Foreign;
import dev.turnstone.admission.record.JournalReading.Sound;
import dev.turnstone.admission.testing.Journals;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.testing.TestData;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalCodecTest {
    private static final JsonNode GOLDEN = TestData.golden("golden/journal.json");
    private static final JournalId JOURNAL =
            JournalId.parse(GOLDEN.path("journal").asText());

    @Test
    void aJournalOfASecondImplementationReadsAndWritesByteForByte() {
        Shown shown = new Shown(
                Maguey.EVENT,
                new PassNumber(0x9E3779B97F4A7C15L),
                0,
                1,
                1,
                Proof.of(Signature.of(hex(GOLDEN.path("signature")))));
        Instant seen = Instant.ofEpochMilli(1_795_291_445_000L);
        List<Fact> facts = List.of(
                new Started("boot-7", 1000),
                new Intent(1000, shown, Maguey.GATE_A.gate(), Maguey.GATE_A.lane(), Maguey.GATE_A.direction()),
                new Outcome(1000, Basis.HUB, Passage.COMPLETED),
                new TurnedAway(
                        1001,
                        Optional.of(shown),
                        Maguey.GATE_B.gate(),
                        Maguey.GATE_B.lane(),
                        Maguey.GATE_B.direction(),
                        new Decision.Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(Maguey.GATE_A.gate(), seen))),
                new TurnedAway(
                        1002,
                        Optional.empty(),
                        Maguey.GATE_B.gate(),
                        Maguey.GATE_B.lane(),
                        Maguey.GATE_B.direction(),
                        new Decision.Refuse(Reason.NOT_A_PASS)));
        assertEquals(GOLDEN.path("proof").asText(), shown.proof().toString());

        ChainHash previous = ChainHash.origin(JOURNAL);
        for (int at = 0; at < facts.size(); at++) {
            byte[] golden = hex(GOLDEN.path("entries").get(at).path("hex"));
            JournalEntry entry = new JournalEntry(at + 1, stamp(at), facts.get(at));
            assertArrayEquals(golden, JournalCodec.encode(entry, previous), "entry " + (at + 1));
            assertEquals(new Sound(entry, previous, ChainHash.of(golden)), JournalCodec.decode(golden));
            previous = ChainHash.of(golden);
        }
    }

    @Test
    void anIntactEntryOfAnUnknownKindIsForeignAndKeepsItsPlaceInTheChain() {
        JsonNode entries = GOLDEN.path("entries");
        byte[] before = hex(entries.get(entries.size() - 2).path("hex"));
        byte[] foreign = hex(entries.get(entries.size() - 1).path("hex"));
        Foreign reading = assertInstanceOf(Foreign.class, JournalCodec.decode(foreign));
        assertEquals(entries.size(), reading.position());
        assertEquals(ChainHash.of(before), reading.previous());
        assertEquals(GOLDEN.path("last").asText(), reading.own().toString());
    }

    @Test
    void whatIsWrittenIsRead() {
        Seeds.each(3_000, random -> {
            JournalEntry entry = Journals.anyEntry(random);
            ChainHash previous = new ChainHash(random.nextLong(), random.nextLong());
            byte[] bytes = JournalCodec.encode(entry, previous);
            assertEquals(new Sound(entry, previous, ChainHash.of(bytes)), JournalCodec.decode(bytes));
        });
    }

    @Test
    void everyFlippedBitIsFound() {
        byte[] bytes = hex(GOLDEN.path("entries").get(3).path("hex"));
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
            assertInstanceOf(Damaged.class, JournalCodec.decode(flipped), "bit " + bit);
        }
    }

    @Test
    void everyTornOrExtendedEntryIsFound() {
        byte[] bytes = hex(GOLDEN.path("entries").get(3).path("hex"));
        for (int length = 0; length < bytes.length + 5; length++) {
            if (length != bytes.length) {
                assertEquals(new Damaged(Damage.LENGTH), JournalCodec.decode(Arrays.copyOf(bytes, length)));
            }
        }
        assertEquals(new Damaged(Damage.LENGTH), JournalCodec.decode(new byte[JournalCodec.MOST_BYTES + 1]));
    }

    @Test
    void anInstantBeyondTheReachOfItsBytesIsWrittenAsFarAsTheyGo() {
        for (Instant at : List.of(Instant.MAX, Instant.MIN)) {
            Instant reached = Instant.ofEpochMilli(at.equals(Instant.MAX) ? Long.MAX_VALUE : Long.MIN_VALUE);
            Fact written = turnedAway(new Decision.Refuse(Reason.TOO_SOON, new Hint.Time(at)));
            byte[] bytes = JournalCodec.encode(new JournalEntry(1, stamp(1), written), ChainHash.origin(JOURNAL));
            Sound read = assertInstanceOf(Sound.class, JournalCodec.decode(bytes));
            assertEquals(
                    turnedAway(new Decision.Refuse(Reason.TOO_SOON, new Hint.Time(reached))),
                    read.entry().fact());
        }
    }

    /** Those that no rule gives are written down like the others. */
    @Test
    void everyReasonAndEveryCauseIsReadAsItWasWritten() {
        Hint seen = new Hint.Seen(Maguey.GATE_A.gate(), Maguey.NINE);
        Stream<Decision> refusals = Arrays.stream(Reason.values())
                .map(reason -> new Decision.Refuse(
                        reason, reason == Reason.ALREADY_INSIDE || reason == Reason.USED_UP ? seen : Hint.NONE));
        Stream<Decision> referrals = Arrays.stream(Cause.values()).map(Decision.Refer::new);
        Stream.concat(refusals, referrals).forEach(decision -> {
            JournalEntry entry = new JournalEntry(1, stamp(1), turnedAway(decision));
            byte[] bytes = JournalCodec.encode(entry, ChainHash.origin(JOURNAL));
            assertEquals(
                    entry,
                    assertInstanceOf(Sound.class, JournalCodec.decode(bytes)).entry());
        });
    }

    @Test
    void aNameAsLongAsAnEntryMayBeIsReadAndOneLongerIsNotWritten() {
        int most = JournalCodec.MOST_BYTES - JournalCodec.HEADER - JournalCodec.CHECKSUM - 10;
        JournalEntry longest = new JournalEntry(1, stamp(1), new Started("b".repeat(most), 1));
        byte[] bytes = JournalCodec.encode(longest, ChainHash.origin(JOURNAL));
        assertEquals(JournalCodec.MOST_BYTES, bytes.length);
        assertEquals(
                longest,
                assertInstanceOf(Sound.class, JournalCodec.decode(bytes)).entry());
        for (String tooLong : List.of("b".repeat(most + 1), "b".repeat(0x10000))) {
            JournalEntry entry = new JournalEntry(1, stamp(1), new Started(tooLong, 1));
            assertThrows(IllegalArgumentException.class, () -> JournalCodec.encode(entry, ChainHash.origin(JOURNAL)));
        }
    }

    private static Fact turnedAway(Decision decision) {
        return new TurnedAway(
                1, Optional.empty(), Maguey.GATE_A.gate(), Maguey.GATE_A.lane(), Maguey.GATE_A.direction(), decision);
    }

    @Test
    void anotherLayoutIsNotGuessedAt() {
        byte[] bytes = hex(GOLDEN.path("entries").get(0).path("hex"));
        bytes[0] = 2;
        assertEquals(new Damaged(Damage.LAYOUT), JournalCodec.decode(bytes));
    }

    @Test
    void anyBytesAtAllAreReadWithoutAFault() {
        Seeds.each(20_000, random -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                bytes[0] = 1;
                bytes[1] = (byte) random.nextInt(6);
                bytes[2] = (byte) (bytes.length >> 8);
                bytes[3] = (byte) bytes.length;
            }
            assertInstanceOf(Damaged.class, JournalCodec.decode(bytes));
        });
    }

    @Test
    void contentThatNoDeviceMayWriteIsFoundBehindAnHonestChecksum() {
        byte[] body = hex(GOLDEN.path("entries").get(2).path("hex"));
        byte[] unknownPassage = Journals.withChecksum(body, body.length - 5, 9);
        assertEquals(new Damaged(Damage.CONTENT), JournalCodec.decode(unknownPassage));
        byte[] positionZero = Journals.withChecksum(body, 11, 0);
        assertEquals(new Damaged(Damage.CONTENT), JournalCodec.decode(positionZero));
    }

    @Test
    void theFirstEntryIsTiedToItsJournal() {
        assertNotEquals(ChainHash.origin(JOURNAL), ChainHash.origin(new JournalId(1, 2)));
    }

    @Test
    void whoIsAdmittedIsNotTurnedAway() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TurnedAway(
                        1,
                        Optional.empty(),
                        Maguey.GATE_A.gate(),
                        Maguey.GATE_A.lane(),
                        Maguey.GATE_A.direction(),
                        new Decision.Admit(1, 1)));
    }

    private static Stamp stamp(int at) {
        int position = at + 1;
        Instant earliest = Instant.ofEpochMilli(1_795_291_444_000L + position);
        return new Stamp(
                Duration.ofMillis(60_000 + position),
                new TimeInterval(earliest, earliest.plusMillis(500)),
                new HybridTime(1_795_291_444_250L + position, at));
    }

    private static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asText());
    }
}
