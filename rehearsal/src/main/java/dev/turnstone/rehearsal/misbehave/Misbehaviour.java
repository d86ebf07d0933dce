package dev.turnstone.rehearsal.misbehave;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One switch per fault of a stand-in. Everything is off until somebody asks for trouble. */
public final class Misbehaviour<F extends Enum<F>> {
    private final Class<F> faults;
    private final RandomGenerator random;
    private final EnumMap<F, Switch> switches;

    public Misbehaviour(Class<F> faults, long seed) {
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.switches = new EnumMap<>(faults);
        calm();
    }

    /** Whether the fault strikes this time; a counted strike is used up by asking. */
    public synchronized boolean strikes(F fault) {
        Switch current = switches.getOrDefault(fault, Switch.OFF);
        // Drawn even when the switch is off, so that one seed gives one run whatever is switched in between.
        boolean strikes = current.strikes(random.nextDouble());
        if (strikes) {
            switches.put(fault, current.struck());
        }
        return strikes;
    }

    public synchronized void set(F fault, Switch to) {
        switches.put(fault, Integer.valueOf(0).equals(to.times()) ? Switch.OFF : to);
    }

    public synchronized void calm() {
        for (F fault : faults.getEnumConstants()) {
            switches.put(fault, Switch.OFF);
        }
    }

    public synchronized Map<F, Switch> switches() {
        return new EnumMap<>(switches);
    }
}
