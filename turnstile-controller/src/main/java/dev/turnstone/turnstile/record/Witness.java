package dev.turnstone.turnstile.record;

import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.grant.LaneNews;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.LaneView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes into the journal of the device that governs a lane what happens there without a pass. Whoever crosses without
 * one is counted here and nowhere else; a guest with a pass is counted where it was presented, and never here.
 */
public final class Witness implements Consumer<LaneEvent> {
    private final GateId gate;
    private final LaneId lane;
    private final Records records;
    private final Supplier<Now> clock;
    private final Passes passes;
    private final Function<LaneEvent, Optional<String>> challengeOf;
    /** Releases by hand that have not ended: at most one a direction. */
    private final Set<Long> byHand = new HashSet<>();

    /** Where passes for this lane are presented. */
    public enum Passes {
        /** To this device: its own outcomes say what became of them. */
        HERE,
        /** To a gate that asks this lane to open: noted as evidence, counted by that gate. */
        AT_A_GATE
    }

    /** @param challengeOf the challenge that a gate's release answered */
    public Witness(
            GateId gate,
            LaneId lane,
            Records records,
            Supplier<Now> clock,
            Passes passes,
            Function<LaneEvent, Optional<String>> challengeOf) {
        this.gate = gate;
        this.lane = lane;
        this.records = records;
        this.clock = clock;
        this.passes = passes;
        this.challengeOf = challengeOf;
    }

    /** Of a lane whose passes are presented to this device; it writes nothing where the lane's controller does. */
    public static Consumer<LaneEvent> atAGate(GateId gate, Lane lane, Records records, Supplier<Now> clock) {
        Witness witness = new Witness(gate, lane.id(), records, clock, Passes.HERE, event -> Optional.empty());
        return event -> {
            if (!lane.keepsJournal()) {
                witness.accept(event);
            }
        };
    }

    @Override
    public void accept(LaneEvent event) {
        fact(event).ifPresent(fact -> records.settle(fact, clock.get()));
    }

    /** What began before anybody listened: a lane whose chip is missing has that fault before its journal is open. */
    public void findsStanding(LaneView view) {
        view.faults().stream().sorted().forEach(fault -> accept(new LaneEvent.Faulted(fault, System.nanoTime())));
        if (view.state() == LaneState.FREE) {
            accept(new LaneEvent.FireAlarm(LaneEvent.Alarm.NOT_YET_RESET, System.nanoTime()));
        }
    }

    private Optional<Fact> fact(LaneEvent event) {
        return switch (event) {
            case LaneEvent.Granted granted -> {
                if (granted.origin() == LaneEvent.Origin.STAFF) {
                    byHand.add(granted.grant());
                }
                yield Optional.empty();
            }
            case LaneEvent.PassageCompleted passed ->
                byHand.contains(passed.grant()) ? crossedByHand(passed) : release(event, passed.direction());
            case LaneEvent.PassageAbandoned left -> nobodyPassed(event, left.grant(), left.direction());
            case LaneEvent.GrantCancelled cancelled -> nobodyPassed(event, cancelled.grant(), cancelled.direction());
            case LaneEvent.Forced forced -> crossed(forced.direction(), crossing(forced.how()));
            case LaneEvent.FreePassage free -> crossed(free.direction(), Crossing.FREE);
            case LaneEvent.FireAlarm alarm -> noted(event);
            case LaneEvent.FireContactClosed closed -> noted(event);
            case LaneEvent.FireReset reset -> noted(event);
            case LaneEvent.Faulted faulted -> noted(event);
            case LaneEvent.FaultCleared cleared -> noted(event);
            case LaneEvent.Tampered tampered -> noted(event);
            case LaneEvent.PassageStarted started -> Optional.empty();
            case LaneEvent.StateChanged changed -> Optional.empty();
        };
    }

    /** Forgotten when it has its number: a disk that gives none is asked again. */
    private Optional<Fact> crossedByHand(LaneEvent.PassageCompleted passed) {
        Optional<Fact> crossed = crossed(passed.direction(), Crossing.BY_HAND);
        byHand.remove(passed.grant());
        return crossed;
    }

    private Optional<Fact> nobodyPassed(LaneEvent event, long grant, Direction direction) {
        return byHand.remove(grant) ? Optional.empty() : release(event, direction);
    }

    private Optional<Fact> release(LaneEvent event, Direction direction) {
        return switch (passes) {
            case HERE -> Optional.empty();
            case AT_A_GATE ->
                Optional.of(new Fact.Noted(
                        gate,
                        lane,
                        news(event).event(),
                        challengeOf.apply(event).map(made -> made + " ").orElse("") + LaneNews.word(direction)));
        };
    }

    /** It has a number of its own, so that it counts once however often it is told. */
    private Optional<Fact> crossed(Direction direction, Crossing how) {
        return Optional.of(new Fact.Crossed(records.mint().seq(), gate, lane, direction, how));
    }

    private Optional<Fact> noted(LaneEvent event) {
        LaneNews news = news(event);
        return Optional.of(
                new Fact.Noted(gate, lane, news.event(), news.detail().orElse("")));
    }

    private static LaneNews news(LaneEvent event) {
        return LaneNews.of(0, event, Optional.empty(), event.atNanos());
    }

    private static Crossing crossing(LaneEvent.Force force) {
        return switch (force) {
            case BREAK_IN -> Crossing.BREAK_IN;
            case TAILGATE -> Crossing.TAILGATE;
            case REVERSE -> Crossing.REVERSE;
            case JUMP -> Crossing.JUMP;
        };
    }
}
