package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Phase;
import java.util.Optional;
import java.util.Set;

/** Everything a lane knows of the world at one instant. */
public record LaneInputs(
        FireContact fire,
        Phase phase,
        Set<Contact> contacts,
        BarrierHealth barrier,
        SensorHealth sensors,
        Optional<LaneOrder> order) {
    /** Nothing happens. */
    public static final LaneInputs QUIET = new LaneInputs(
            FireContact.CLOSED, Phase.REST, Set.of(), BarrierHealth.REACHED, SensorHealth.PLAUSIBLE, Optional.empty());

    public LaneInputs {
        contacts = Set.copyOf(contacts);
    }

    public LaneInputs with(FireContact changed) {
        return new LaneInputs(changed, phase, contacts, barrier, sensors, order);
    }

    public LaneInputs with(Phase changed) {
        return new LaneInputs(fire, changed, contacts, barrier, sensors, order);
    }

    public LaneInputs with(Contact... raised) {
        return new LaneInputs(fire, phase, Set.of(raised), barrier, sensors, order);
    }

    public LaneInputs with(BarrierHealth changed) {
        return new LaneInputs(fire, phase, contacts, changed, sensors, order);
    }

    public LaneInputs with(SensorHealth changed) {
        return new LaneInputs(fire, phase, contacts, barrier, changed, order);
    }

    public LaneInputs with(LaneOrder given) {
        return new LaneInputs(fire, phase, contacts, barrier, sensors, Optional.of(given));
    }

    /** Whether what the sensors say can be believed. */
    public enum SensorHealth {
        PLAUSIBLE,
        /** They change faster than a person can move. */
        STORMING,
        /** They cannot be read. */
        LOST
    }
}
