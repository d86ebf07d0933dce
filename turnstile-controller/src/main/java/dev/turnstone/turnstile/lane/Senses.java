package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.lane.LaneInputs.SensorHealth;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.Felt;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.sense.SensorLost;
import dev.turnstone.turnstile.sense.Sensors;
import dev.turnstone.turnstile.sense.StormGauge;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a lane knows of its inputs between two ticks: the last level of each line, and whether it is to be believed. */
final class Senses {
    private static final Logger LOG = LoggerFactory.getLogger(Senses.class);

    private final LaneId lane;
    private final Sensors sensors;
    private final StormGauge gauge = new StormGauge();
    private final Set<Sense> active = EnumSet.noneOf(Sense.class);
    private Set<Contact> contacts = Set.of();
    private boolean lost;

    Senses(LaneId lane, Sensors sensors) {
        this.lane = lane;
        this.sensors = sensors;
    }

    /** Hands on every change that can be a person's; in a storm only the lines themselves are read. */
    void listen(Consumer<Felt> listener) {
        sensors.listen(felt -> {
            if (gauge.count(felt.atNanos())) {
                listener.accept(felt);
            }
        });
    }

    /** @param late how many changes the loop had no room for */
    InputCounters counters(long late) {
        return new InputCounters(gauge.felt(), gauge.swallowed(), late);
    }

    void note(Felt felt) {
        if (felt.active()) {
            active.add(felt.sense());
        } else {
            active.remove(felt.sense());
        }
        contacts = contacts();
    }

    void resample() {
        try {
            Set<Sense> now = sensors.active();
            if (!now.equals(active)) {
                active.clear();
                active.addAll(now);
                contacts = contacts();
            }
            lost = false;
        } catch (SensorLost e) {
            if (!lost) {
                LOG.error("Lane {}: {}", lane, e.getMessage());
            }
            lost = true;
        }
    }

    /** The fire contact is read from its own line every time: an alarm must not depend on an edge that was caught. */
    LaneInputs inputs(long nowNanos, BarrierHealth barrier, Optional<LaneOrder> order) {
        Phase phase = Phase.of(active.contains(Sense.FIRST_PHASE), active.contains(Sense.SECOND_PHASE));
        return new LaneInputs(sensors.fire(), phase, contacts, barrier, health(nowNanos), order);
    }

    private SensorHealth health(long nowNanos) {
        if (lost) {
            return SensorHealth.LOST;
        }
        return gauge.storming(nowNanos) ? SensorHealth.STORMING : SensorHealth.PLAUSIBLE;
    }

    /** What was last felt of each line beside the fire contact; for the lane's loop alone. */
    Set<Sense> felt() {
        return active;
    }

    private Set<Contact> contacts() {
        Set<Contact> raised = EnumSet.noneOf(Contact.class);
        for (Sense sense : active) {
            switch (sense) {
                case INTRUSION -> raised.add(Contact.INTRUSION);
                case MANUAL_RELEASE -> raised.add(Contact.MANUAL_RELEASE);
                case TAMPER -> raised.add(Contact.TAMPER);
                case RESET_KEY -> raised.add(Contact.RESET_KEY);
                case BARRIER_READY -> raised.add(Contact.NOT_READY);
                case PASSAGE_DELAY -> raised.add(Contact.PASSAGE_DELAY);
                case UNAUTHORISED -> raised.add(Contact.UNAUTHORISED);
                case FIRE, FIRST_PHASE, SECOND_PHASE -> {}
            }
        }
        return Set.copyOf(raised);
    }
}
