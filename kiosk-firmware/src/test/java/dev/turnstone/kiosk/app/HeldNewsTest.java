package dev.turnstone.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.record.Witness;
import dev.turnstone.turnstile.record.Witness.Passes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens at a lane while its card takes nothing is written later, once, with the time at which it happened. */
class HeldNewsTest implements Records {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");
    private static final GateId GATE = new GateId("A");
    private static final LaneId LANE = new LaneId("a-1");

    private final List<String> written = new ArrayList<>();
    private int minute;
    private long minted;
    private boolean cardTakes = true;

    private final HeldNews news = new HeldNews(this::now);
    private final Witness witness = new Witness(GATE, LANE, this, news, Passes.HERE, event -> Optional.empty());

    @Test
    void whatHappensBeforeThereIsAJournalIsWrittenInItsOrderAndWithItsTime() {
        at(1).accept(forced());
        at(2).settle(command(), now());
        at(3).accept(forced());
        assertEquals(List.of(), written);

        at(9).into(this, witness, this::now);
        assertEquals(List.of("20:01 BREAK_IN 1", "20:02 command", "20:03 BREAK_IN 2"), written);
        at(10).accept(forced());
        assertEquals("20:10 BREAK_IN 3", written.getLast());
    }

    @Test
    void aCardThatGivesNoNumberIsAskedAgainAndNobodyIsCountedTwice() {
        news.into(this, witness, this::now);
        cardTakes = false;
        at(1).accept(byHand(7));
        at(1).accept(new LaneEvent.PassageCompleted(7, Direction.IN, LaneEvent.Evidence.SENSED, 0));
        at(2).accept(forced());
        assertEquals(List.of(), written);

        cardTakes = true;
        at(5).write();
        assertEquals(List.of("20:01 BY_HAND 1", "20:02 BREAK_IN 2"), written);
        news.write();
        assertEquals(2, written.size());
    }

    private HeldNews at(int newMinute) {
        minute = newMinute;
        return news;
    }

    private Now now() {
        return new Now(minute, TimeInterval.exactly(EVENING.plusSeconds(60L * minute)));
    }

    private static LaneEvent forced() {
        return new LaneEvent.Forced(Direction.IN, LaneEvent.Force.BREAK_IN, 0);
    }

    private static LaneEvent byHand(long grant) {
        return new LaneEvent.Granted(grant, Direction.IN, LaneEvent.Origin.STAFF, 0);
    }

    private static Fact command() {
        return new Fact.Noted(GATE, LANE, "command", "emergency-release done");
    }

    @Override
    public PresentationId mint() {
        if (!cardTakes) {
            throw new StoreException("the card is full", new IOException("No space left on device"));
        }
        return new PresentationId(new JournalId(1, 2), ++minted);
    }

    @Override
    public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
        throw new AssertionError("nobody shows a pass here");
    }

    @Override
    public void settle(Fact ending, Now now) {
        String when = now.time().earliest().toString().substring(11, 16);
        written.add(
                ending instanceof Fact.Crossed(long seq, var gate, var lane, var direction, Crossing how)
                        ? "%s %s %d".formatted(when, how, seq)
                        : when + " " + ((Fact.Noted) ending).what());
    }
}
