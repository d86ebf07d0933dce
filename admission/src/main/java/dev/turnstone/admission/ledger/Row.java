package dev.turnstone.admission.ledger;

import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Fact.Outcome;
import dev.turnstone.admission.record.Fact.TurnedAway;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is known of one presentation: what the hub granted, what the device intended, how it ended. Each part is
 * there or not yet; {@link #merge} only ever adds, so that order and repetition of what arrives make no difference.
 *
 * @param device whose journal its id belongs to
 * @param superseded the device has begun a new life since, so that nothing more can come of it
 * @param givenBack staff gave the entry back
 */
public record Row(
        PresentationId id,
        DeviceId device,
        Optional<Granted> granted,
        Optional<Heard<Fact.Intent>> intent,
        Optional<Heard<Fact>> end,
        boolean superseded,
        boolean givenBack) {

    /** What a presentation amounts to. */
    public enum State {
        /** Granted or intended, and its device has not yet said how it ended. */
        OPEN,
        /** Somebody went through, or may have. */
        PASSED,
        /** Released, and nobody went; or never released; or given back by staff. */
        NOTHING
    }

    static Row granted(PresentationId id, Granted granted) {
        DeviceId device = granted.doorway().device();
        return new Row(id, device, Optional.of(granted), Optional.empty(), Optional.empty(), false, false);
    }

    static Row intended(PresentationId id, DeviceId device, Heard<Fact.Intent> intent) {
        return new Row(id, device, Optional.empty(), Optional.of(intent), Optional.empty(), false, false);
    }

    static Row ended(PresentationId id, DeviceId device, Heard<Fact> end) {
        return new Row(id, device, Optional.empty(), Optional.empty(), Optional.of(end), false, false);
    }

    static Row givenBack(PresentationId id, DeviceId device) {
        return new Row(id, device, Optional.empty(), Optional.empty(), Optional.empty(), false, true);
    }

    Row asSuperseded() {
        return superseded ? this : new Row(id, device, granted, intent, end, true, givenBack);
    }

    public Row merge(Row other) {
        if (!id.equals(other.id)) {
            throw new IllegalArgumentException("rows of two presentations: " + id + ", " + other.id);
        }
        return new Row(
                id,
                device,
                earlier(granted, other.granted),
                Heard.merge(intent, other.intent),
                Heard.merge(end, other.end),
                superseded || other.superseded,
                givenBack || other.givenBack);
    }

    public State state() {
        if (givenBack) {
            return State.NOTHING;
        }
        return end.map(heard -> ofEnd(heard.fact())).orElseGet(this::withoutEnd);
    }

    private static State ofEnd(Fact end) {
        return switch (end) {
            case Outcome outcome -> outcome.passage().counts() ? State.PASSED : State.NOTHING;
            case TurnedAway turnedAway -> State.NOTHING;
            case Fact.Crossed crossed -> State.NOTHING;
            case Fact.Ruled ruled -> State.OPEN;
            case Fact.Intent intent -> State.OPEN;
            case Fact.Started started -> State.OPEN;
            case Fact.Noted noted -> State.OPEN;
        };
    }

    /** A lane opens only after the intent is durable: without one, a device that died has let nobody in. */
    private State withoutEnd() {
        if (!superseded) {
            return granted.isPresent() || intent.isPresent() ? State.OPEN : State.NOTHING;
        }
        return intent.isPresent() ? State.PASSED : State.NOTHING;
    }

    /** What was shown; empty while only the end has been heard. */
    public Optional<Shown> shown() {
        return granted.map(Granted::shown)
                .or(() -> intent.map(heard -> heard.fact().shown()));
    }

    public Optional<Doorway> doorway() {
        return granted.map(Granted::doorway)
                .or(() -> intent.map(heard -> {
                    Fact.Intent fact = heard.fact();
                    return new Doorway(device, fact.gate(), fact.lane(), fact.direction());
                }))
                .or(() -> crossing().map(fact -> new Doorway(device, fact.gate(), fact.lane(), fact.direction())));
    }

    /** Somebody who crossed without having presented anything. */
    public Optional<Fact.Crossed> crossing() {
        return end.map(Heard::fact)
                .flatMap(fact -> fact instanceof Fact.Crossed crossed ? Optional.of(crossed) : Optional.empty());
    }

    /** Which way it went; in, where that has not been heard. */
    public Direction direction() {
        return doorway().map(Doorway::direction).orElse(Direction.IN);
    }

    /** Did somebody certainly go through? Only that changes how many are inside. */
    public boolean crossed() {
        return !givenBack && end.map(Heard::fact).filter(Row::crossed).isPresent();
    }

    private static boolean crossed(Fact end) {
        return switch (end) {
            case Outcome outcome -> outcome.passage().crossed();
            case Fact.Crossed crossed -> true;
            case TurnedAway turnedAway -> false;
            case Fact.Ruled ruled -> false;
            case Fact.Intent intent -> false;
            case Fact.Started started -> false;
            case Fact.Noted noted -> false;
        };
    }

    /** When, by the best clock that saw it: the hub's where it granted. */
    public Instant at() {
        return granted.map(Granted::at)
                .or(() -> intent.map(heard -> heard.stamp().at()))
                .or(() -> crossing()
                        .flatMap(crossed -> end)
                        .map(heard -> heard.stamp().at()))
                .orElse(Instant.EPOCH);
    }

    /** Its place in the one order that all devices agree on. */
    public HybridTime order() {
        return intent.map(heard -> heard.stamp().clock())
                .orElseGet(() -> new HybridTime(Math.max(0, at().toEpochMilli()), 0));
    }

    /** The use it stands for, if it counts at all. */
    public Optional<Use> use() {
        State state = state();
        return state == State.NOTHING
                ? Optional.empty()
                : doorway()
                        .map(door -> new Use(
                                door.device(),
                                door.gate(),
                                door.direction(),
                                at(),
                                state == State.OPEN ? Use.State.OPEN : Use.State.PASSED));
    }

    private static Optional<Granted> earlier(Optional<Granted> one, Optional<Granted> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        int byTime = one.get().at().compareTo(other.get().at());
        boolean first = byTime != 0
                ? byTime < 0
                : one.get().toString().compareTo(other.get().toString()) <= 0;
        return first ? one : other;
    }
}
