package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.FireContact;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes down what the lines of a lane do. The lane's loop writes, whoever looks reads. */
final class Trace {
    private final ArrayDeque<LaneTrace.Change> changes = new ArrayDeque<>();
    private final Set<String> active = new LinkedHashSet<>();
    private volatile KeepAlive keepAlive = KeepAlive.STOP;
    private long written;

    /** What was written last, to be compared without a lock: nearly always nothing has changed. */
    private Optional<Sample> last = Optional.empty();

    private record Sample(Set<Sense> felt, FireContact fire, Relays relays, Lights lights, Level buzzer) {
        boolean says(Set<Sense> nowFelt, FireContact nowFire, LaneCommands now) {
            return felt.equals(nowFelt)
                    && fire == nowFire
                    && relays.equals(now.relays())
                    && lights.equals(now.lights())
                    && buzzer == now.buzzer();
        }
    }

    /** Called by the lane's loop alone. */
    void note(long atNanos, Set<Sense> felt, FireContact fire, LaneCommands commands) {
        keepAlive = commands.keepAlive();
        if (last.filter(sample -> sample.says(felt, fire, commands)).isPresent()) {
            return;
        }
        last = Optional.of(new Sample(
                felt.isEmpty() ? Set.of() : EnumSet.copyOf(felt),
                fire,
                commands.relays(),
                commands.lights(),
                commands.buzzer()));
        write(atNanos, felt, fire, commands.relays(), commands.lights(), commands.buzzer());
    }

    synchronized LaneTrace seen(long nowNanos, InputCounters inputs, Optional<String> trouble) {
        forget(nowNanos);
        return new LaneTrace(Set.copyOf(active), keepAlive, List.copyOf(changes), inputs, trouble);
    }

    private synchronized void write(
            long at, Set<Sense> felt, FireContact fire, Relays relays, Lights lights, Level buzzer) {
        for (Sense sense : Sense.values()) {
            put(at, sense, sense == Sense.FIRE ? fire.alarms() : felt.contains(sense));
        }
        for (OutputLine line : OutputLine.values()) {
            switch (line) {
                case RELAY_IN -> put(at, line, relays.in() == Level.HIGH);
                case RELAY_OUT -> put(at, line, relays.out() == Level.HIGH);
                case RED_IN -> put(at, line, lights.in() == Light.RED);
                case AMBER_IN -> put(at, line, lights.in() == Light.AMBER);
                case GREEN_IN -> put(at, line, lights.in() == Light.GREEN);
                case RED_OUT -> put(at, line, lights.out() == Light.RED);
                case AMBER_OUT -> put(at, line, lights.out() == Light.AMBER);
                case GREEN_OUT -> put(at, line, lights.out() == Light.GREEN);
                case BUZZER -> put(at, line, buzzer == Level.HIGH);
                case KEEP_ALIVE -> {} // Ten edges a second would drown all others.
            }
        }
        forget(at);
    }

    private void put(long atNanos, Enum<?> line, boolean now) {
        String name = Wiring.name(line);
        boolean before = active.contains(name);
        if (before == now) {
            return;
        }
        if (now) {
            active.add(name);
        } else {
            active.remove(name);
        }
        changes.addLast(new LaneTrace.Change(++written, name, now, atNanos));
    }

    private void forget(long nowNanos) {
        while (!changes.isEmpty()
                && (changes.size() > LaneTrace.MOST
                        || nowNanos - changes.getFirst().atNanos() > LaneTrace.REACHES_BACK.toNanos())) {
            changes.removeFirst();
        }
    }
}
