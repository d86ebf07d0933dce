package dev.turnstone.turnstile.simulated;

import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.gpio.InputLine;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * The mechanism and the people at it. It sees what a turnstile sees (its relays and its keep-alive), turns with some
 * inertia, and its contacts bounce. It has no clock and no thread: time is told to it.
 */
public final class SimulatedTurnstile {
    /** How long the mechanism stays unlocked after a pulse when nobody moves the arm. */
    private static final long UNLOCKED_NANOS = Duration.ofSeconds(6).toNanos();
    /** How long somebody waits before an arm that does not give way. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(4).toNanos();
    /** The one-shot behind the keep-alive: silence longer than this opens the emergency circuit. */
    private static final long KEEP_ALIVE_NANOS = Duration.ofMillis(300).toNanos();

    private static final long QUARTER_NANOS = Duration.ofMillis(90).toNanos();
    private static final long BOUNCE_NANOS = Duration.ofMillis(1).toNanos();

    private final SimulatedPins pins;
    private final Wiring wiring;
    private final BarrierKind kind;
    private final Optional<Duration> walkAfter;
    private final RandomGenerator random;
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.<Step>comparingLong(Step::atNanos).thenComparingLong(Step::number));
    private final Map<Direction, Long> unlockedAt = new EnumMap<>(Direction.class);
    private final Map<Direction, Long> impatientAt = new EnumMap<>(Direction.class);

    private long stepsSoFar;
    private long turnsSoFar;
    private long armFreeAtNanos = Long.MIN_VALUE;
    private Optional<Long> lastBeatAt = Optional.empty();

    public SimulatedTurnstile(
            SimulatedPins pins, Wiring wiring, BarrierKind kind, Optional<Duration> walkAfter, RandomGenerator random) {
        this.pins = pins;
        this.wiring = wiring;
        this.kind = kind;
        this.walkAfter = walkAfter;
        this.random = random;
        for (Sense sense : Sense.values()) {
            show(sense, false);
        }
    }

    /** How many people went through, whether they were allowed to or not. */
    public long turns() {
        return turnsSoFar;
    }

    /** A relay changed. */
    public void relay(long nowNanos, Direction direction, DigitalState state) {
        boolean opens = kind == BarrierKind.HELD ? state == DigitalState.LOW : state == DigitalState.HIGH;
        if (!opens) {
            return;
        }
        unlockedAt.put(direction, nowNanos);
        if (impatientAt.containsKey(direction)) {
            walk(nowNanos, direction);
        } else {
            walkAfter.ifPresent(after -> at(nowNanos + after.toNanos(), now -> walkIfFree(now, direction)));
        }
    }

    /** The keep-alive line changed. */
    public void beat(long nowNanos) {
        lastBeatAt = Optional.of(nowNanos);
    }

    public void act(long nowNanos, SimulatedAct act) {
        switch (act) {
            case WALK -> comeAndWalk(nowNanos, Direction.IN);
            case WALK_OUT -> comeAndWalk(nowNanos, Direction.OUT);
            case PUSH -> push(nowNanos);
            case TURN_BACK -> turnBack(nowNanos);
            case TAILGATE -> {
                comeAndWalk(nowNanos, Direction.IN);
                at(Math.max(nowNanos, armFreeAtNanos) + BOUNCE_NANOS, now -> turn(now, Direction.IN));
            }
            case JUMP -> {
                show(Sense.INTRUSION, true);
                at(nowNanos + QUARTER_NANOS, now -> show(Sense.INTRUSION, false));
            }
            case FIRE -> show(Sense.FIRE, true);
            case FIRE_OVER -> show(Sense.FIRE, false);
            case NOT_READY -> show(Sense.BARRIER_READY, true);
            case READY -> show(Sense.BARRIER_READY, false);
            case UNAUTHORISED -> {
                show(Sense.UNAUTHORISED, true);
                show(Sense.PASSAGE_DELAY, true);
                at(nowNanos + 2 * QUARTER_NANOS, now -> {
                    show(Sense.UNAUTHORISED, false);
                    show(Sense.PASSAGE_DELAY, false);
                });
            }
        }
    }

    /** Plays everything that is due; answers how many nanoseconds later to come again. */
    public long tick(long nowNanos) {
        Step next = steps.peek();
        while (next != null && next.atNanos() <= nowNanos) {
            steps.remove(next);
            next.deed().at(next.atNanos());
            next = steps.peek();
        }
        return next == null ? Long.MAX_VALUE : next.atNanos() - nowNanos;
    }

    /** Whether the arm gives way in this direction. */
    public boolean free(long nowNanos, Direction direction) {
        boolean silent =
                lastBeatAt.map(beat -> nowNanos - beat > KEEP_ALIVE_NANOS).orElse(true);
        if (silent && kind != BarrierKind.STRIKE) {
            return true;
        }
        return switch (kind) {
            case PULSE -> {
                Long since = unlockedAt.get(direction);
                yield since != null && nowNanos - since <= UNLOCKED_NANOS;
            }
            case HELD -> pins.level(relay(direction)) == DigitalState.LOW;
            case STRIKE -> direction == Direction.OUT || pins.level(relay(direction)) == DigitalState.HIGH;
        };
    }

    private void comeAndWalk(long nowNanos, Direction direction) {
        if (free(nowNanos, direction)) {
            walk(nowNanos, direction);
            return;
        }
        long until = nowNanos + PATIENCE_NANOS;
        impatientAt.put(direction, until);
        at(until, now -> impatientAt.remove(direction, until));
    }

    private void walkIfFree(long nowNanos, Direction direction) {
        if (free(nowNanos, direction)) {
            walk(nowNanos, direction);
        }
    }

    private void walk(long nowNanos, Direction direction) {
        impatientAt.remove(direction);
        turn(nowNanos, direction);
    }

    private void push(long nowNanos) {
        for (Direction direction : Direction.values()) {
            if (free(nowNanos, direction)) {
                turn(nowNanos, direction);
                return;
            }
        }
        turnBack(nowNanos);
    }

    /** A quarter forth and back: what a locked arm gives, or somebody who changes their mind. */
    private void turnBack(long nowNanos) {
        long start = Math.max(nowNanos, armFreeAtNanos);
        edge(start, Sense.FIRST_PHASE, true);
        edge(start + QUARTER_NANOS, Sense.FIRST_PHASE, false);
        armFreeAtNanos = start + 2 * QUARTER_NANOS;
    }

    /** A whole turn, after whatever the arm is doing already. It locks behind whoever went through. */
    private void turn(long nowNanos, Direction direction) {
        Sense first = direction == Direction.IN ? Sense.FIRST_PHASE : Sense.SECOND_PHASE;
        Sense second = direction == Direction.IN ? Sense.SECOND_PHASE : Sense.FIRST_PHASE;
        long start = Math.max(nowNanos, armFreeAtNanos);
        long at = start;
        edge(at, first, true);
        edge(at += quarter(), second, true);
        edge(at += quarter(), first, false);
        edge(at += quarter(), second, false);
        at(at, now -> {
            unlockedAt.remove(direction);
            turnsSoFar++;
        });
        armFreeAtNanos = at + QUARTER_NANOS;
    }

    /** Nobody turns an arm evenly. */
    private long quarter() {
        return QUARTER_NANOS + random.nextLong(QUARTER_NANOS / 2);
    }

    /** A contact closes or opens, and chatters a little before it stays. */
    private void edge(long atNanos, Sense sense, boolean active) {
        at(atNanos, now -> show(sense, active));
        int chatter = random.nextInt(3);
        for (int i = 0; i < chatter; i++) {
            long bounce = atNanos + (2L * i + 1) * BOUNCE_NANOS;
            at(bounce, now -> show(sense, !active));
            at(bounce + BOUNCE_NANOS, now -> show(sense, active));
        }
    }

    private void show(Sense sense, boolean active) {
        InputLine line = wiring.line(sense);
        DigitalState on = line.activeState();
        DigitalState off = on == DigitalState.LOW ? DigitalState.HIGH : DigitalState.LOW;
        pins.drive(line.line(), active ? on : off);
    }

    private int relay(Direction direction) {
        return wiring.line(direction == Direction.IN ? OutputLine.RELAY_IN : OutputLine.RELAY_OUT);
    }

    private void at(long nanos, Deed deed) {
        steps.add(new Step(nanos, stepsSoFar++, deed));
    }

    private record Step(long atNanos, long number, Deed deed) {}

    @FunctionalInterface
    private interface Deed {
        void at(long nanos);
    }
}
