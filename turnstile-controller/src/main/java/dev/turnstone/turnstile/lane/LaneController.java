package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.lane.LaneInputs.SensorHealth;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Sensing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of one lane. It knows no hardware, no clock and no thread: each {@link #tick} takes the instant and
 * what is felt, and says what the outputs shall be.
 *
 * <p>What a lane is doing is the sum of five things that do not know each other: an emergency, a technician's test,
 * faults, the service that staff chose, and the open grants. So an alarm in the middle of a fault in a lane held open needs no transition of its
 * own, and each ends without undoing the others.
 */
public final class LaneController {
    private final LaneProfile profile;
    private final LaneTimings timings;
    private final Grants grants;
    private final Faults faults;
    private final Walk walk;
    private final OutputTest test = new OutputTest();
    private final Buzz buzz = new Buzz();
    private final PulseLine inPulses;
    private final PulseLine outPulses;
    private final List<LaneEvent> events = new ArrayList<>();

    private Service service = Service.NORMAL;
    private Emergency emergency;
    private FireContact fire = FireContact.CLOSED;
    private Set<Contact> contacts = EnumSet.noneOf(Contact.class);
    private LaneState told = LaneState.LOCKED;
    private boolean started;
    private long nowNanos;

    /** @param emergency whether an emergency was standing when the program last ended */
    public LaneController(LaneProfile profile, LaneTimings timings, Emergency emergency) {
        this.profile = profile;
        this.timings = timings;
        this.emergency = emergency;
        this.grants = new Grants(timings, events);
        this.faults = new Faults(timings, events);
        this.walk = new Walk(profile, timings, grants, events);
        this.inPulses = new PulseLine(timings);
        this.outPulses = new PulseLine(timings);
    }

    /**
     * One step. Instants never run backwards: an input that was felt before the last tick happens at the last tick. A
     * movement at the very instant of a grant's end still counts for the guest.
     */
    public LaneCommands tick(long atNanos, LaneInputs inputs) {
        nowNanos = started ? Math.max(nowNanos, atNanos) : atNanos;
        events.clear();
        feelFire(inputs.fire());
        walk.note(nowNanos, inputs.phase());
        if (test.over(nowNanos)) {
            endTest();
        }
        feelFaults(inputs);
        if (faults.blind()) {
            walk.forget();
        } else {
            walk.feel(nowNanos, openness());
        }
        feelContacts(inputs.contacts());
        Optional<OrderResult> answer = inputs.order().map(this::obey);
        grants.expire(nowNanos, profile.sensing());
        Relays relays = relays();
        LaneState state = state();
        if (state != told) {
            events.add(new LaneEvent.StateChanged(told, state, nowNanos));
            told = state;
        }
        started = true;
        Level sound = buzz.tick(nowNanos, events);
        return new LaneCommands(
                state,
                test.duty(),
                relays,
                silent() ? KeepAlive.STOP : KeepAlive.BEAT,
                lights(),
                test.tries(OutputLine.BUZZER) ? Level.HIGH : sound,
                emergency,
                faults.standing(),
                answer,
                List.copyOf(events),
                wakeAt());
    }

    private void feelFire(FireContact felt) {
        if (felt.alarms() && !(fire.alarms() && emergency == Emergency.STANDING)) {
            raise(LaneEvent.Alarm.FIRE_CONTACT);
        } else if (!started && emergency == Emergency.STANDING) {
            raise(LaneEvent.Alarm.NOT_YET_RESET);
        }
        if (fire.alarms() && !felt.alarms()) {
            events.add(new LaneEvent.FireContactClosed(nowNanos));
        }
        fire = felt;
    }

    private void raise(LaneEvent.Alarm cause) {
        emergency = Emergency.STANDING;
        test.end();
        events.add(new LaneEvent.FireAlarm(cause, nowNanos));
        grants.endAll(nowNanos);
    }

    private void feelFaults(LaneInputs inputs) {
        // In an emergency people may stand in the lane as long as they must.
        boolean watchSensor = emergency == Emergency.NONE && profile.sensing() != Sensing.NONE;
        boolean stuck =
                watchSensor && walk.awayFromRest(nowNanos) >= timings.stuck().toNanos();
        faults.feel(nowNanos, Fault.BARRIER_LOST, inputs.barrier() == BarrierHealth.LOST);
        faults.feel(nowNanos, Fault.SENSOR_STORM, inputs.sensors() == SensorHealth.STORMING);
        faults.feel(nowNanos, Fault.SENSOR_LOST, inputs.sensors() == SensorHealth.LOST);
        boolean delayed = emergency == Emergency.NONE && inputs.contacts().contains(Contact.PASSAGE_DELAY);
        faults.feel(nowNanos, Fault.SENSOR_STUCK, stuck || delayed);
        faults.feel(nowNanos, Fault.BARRIER_NOT_READY, inputs.contacts().contains(Contact.NOT_READY));
        if (faults.any()) {
            grants.endAll(nowNanos);
        }
    }

    private void feelContacts(Set<Contact> felt) {
        Set<Contact> raised = EnumSet.noneOf(Contact.class);
        raised.addAll(felt);
        raised.removeAll(contacts);
        contacts = felt;
        if (raised.contains(Contact.INTRUSION) && openness() == Walk.Openness.CONTROLLED) {
            events.add(new LaneEvent.Forced(profile.usualWay(), LaneEvent.Force.JUMP, nowNanos));
        }
        // Where both phases are felt, the lane sees such a passage itself, and better.
        if (raised.contains(Contact.UNAUTHORISED)
                && openness() == Walk.Openness.CONTROLLED
                && profile.sensing() != Sensing.TWO_PHASE) {
            events.add(new LaneEvent.Forced(profile.usualWay(), LaneEvent.Force.BREAK_IN, nowNanos));
        }
        if (raised.contains(Contact.TAMPER)) {
            events.add(new LaneEvent.Tampered(nowNanos));
        }
        if (raised.contains(Contact.MANUAL_RELEASE)) {
            obey(new LaneOrder.OpenOnce(profile.usualWay()));
        }
        if (raised.contains(Contact.RESET_KEY)) {
            obey(new LaneOrder.ResetAfterFire());
        }
    }

    private OrderResult obey(LaneOrder order) {
        return switch (order) {
            case LaneOrder.Grant grant -> grant(grant.direction(), LaneEvent.Origin.PASS);
            case LaneOrder.OpenOnce once -> grant(once.direction(), LaneEvent.Origin.STAFF);
            case LaneOrder.HoldOpen hold -> serve(Service.HELD_OPEN);
            case LaneOrder.Lock lock -> serve(Service.NORMAL);
            case LaneOrder.OutOfService out -> serve(Service.CLOSED);
            case LaneOrder.EmergencyRelease release -> {
                if (emergency == Emergency.NONE) {
                    raise(LaneEvent.Alarm.PERSON);
                }
                yield new OrderResult.Done();
            }
            case LaneOrder.ResetAfterFire reset -> reset();
            case LaneOrder.Cancel cancel ->
                grants.cancel(nowNanos, cancel.grant())
                        ? new OrderResult.Done()
                        : new GrantResult.Refused(Refusal.TOO_LATE);
            case LaneOrder.BeginTest begin -> beginTest();
            case LaneOrder.TryOutput attempt -> tryOutput(attempt.line());
            case LaneOrder.EndTest end -> {
                endTest();
                yield new OrderResult.Done();
            }
        };
    }

    private OrderResult beginTest() {
        if (emergency == Emergency.STANDING) {
            return new GrantResult.Refused(Refusal.FIRE);
        }
        if (grants.anyWalking()) {
            return new GrantResult.Refused(Refusal.BUSY);
        }
        grants.cancelStanding(nowNanos);
        test.begin(nowNanos);
        return new OrderResult.Done();
    }

    private OrderResult tryOutput(OutputLine line) {
        if (test.duty() == Duty.SERVING) {
            return new GrantResult.Refused(Refusal.NO_TEST);
        }
        test.attempt(nowNanos, line);
        switch (line) {
            case RELAY_IN -> inPulses.owe();
            case RELAY_OUT -> outPulses.owe();
            case KEEP_ALIVE, RED_IN, AMBER_IN, GREEN_IN, RED_OUT, AMBER_OUT, GREEN_OUT, BUZZER -> {}
        }
        return new OrderResult.Done();
    }

    /** An arm that is still half turned is the technician's, not a guest's. */
    private void endTest() {
        if (test.duty() == Duty.UNDER_TEST) {
            test.end();
            walk.forget();
        }
    }

    private GrantResult grant(Direction direction, LaneEvent.Origin origin) {
        Optional<Refusal> refusal = refusal(direction, origin);
        if (refusal.isPresent()) {
            return new GrantResult.Refused(refusal.get());
        }
        endTest(); // Whoever must get through outranks whoever tries the lamps.
        pulses(direction).owe();
        return new GrantResult.Granted(grants.open(nowNanos, direction, origin));
    }

    private Optional<Refusal> refusal(Direction direction, LaneEvent.Origin origin) {
        if (emergency == Emergency.STANDING) {
            return Optional.of(Refusal.FIRE);
        }
        if (test.duty() == Duty.UNDER_TEST && origin == LaneEvent.Origin.PASS) {
            return Optional.of(Refusal.UNDER_TEST);
        }
        if (faults.any()) {
            return Optional.of(Refusal.FAULTED);
        }
        if (service == Service.CLOSED && origin == LaneEvent.Origin.PASS) {
            return Optional.of(Refusal.OUT_OF_SERVICE);
        }
        if (!profile.ways().contains(direction)) {
            return Optional.of(Refusal.WRONG_WAY);
        }
        boolean takenByOther = !grants.isEmpty() && profile.sensing() != Sensing.TWO_PHASE;
        boolean strayed = openness() == Walk.Openness.CONTROLLED && walk.strayed();
        return grants.has(direction) || takenByOther || strayed ? Optional.of(Refusal.BUSY) : Optional.empty();
    }

    private OrderResult serve(Service wanted) {
        if (wanted == Service.HELD_OPEN && emergency == Emergency.STANDING) {
            return new GrantResult.Refused(Refusal.FIRE);
        }
        service = wanted;
        if (wanted == Service.HELD_OPEN) {
            endTest();
        } else {
            grants.cancelStanding(nowNanos);
        }
        return new OrderResult.Done();
    }

    private OrderResult reset() {
        if (fire.alarms()) {
            return new GrantResult.Refused(Refusal.FIRE);
        }
        if (emergency == Emergency.STANDING) {
            emergency = Emergency.NONE;
            service = service == Service.HELD_OPEN ? Service.NORMAL : service;
            walk.forget();
            events.add(new LaneEvent.FireReset(nowNanos));
        }
        return new OrderResult.Done();
    }

    private LaneState state() {
        if (emergency == Emergency.STANDING) {
            return LaneState.FREE;
        }
        if (test.duty() == Duty.UNDER_TEST) {
            return LaneState.OUT_OF_SERVICE;
        }
        if (faults.any()) {
            return LaneState.FAULTED;
        }
        return switch (service) {
            case CLOSED -> LaneState.OUT_OF_SERVICE;
            case HELD_OPEN -> LaneState.HELD_OPEN;
            case NORMAL ->
                grants.isEmpty() ? LaneState.LOCKED : grants.anyWalking() ? LaneState.PASSING : LaneState.GRANTED;
        };
    }

    /** Nobody governs the lane: an emergency, or relays that do not obey. The keep-alive stops. */
    private boolean freed() {
        return emergency == Emergency.STANDING || faults.has(Fault.BARRIER_LOST);
    }

    /** The keep-alive stops; in a test so that its circuit is seen to open. */
    private boolean silent() {
        return freed() || test.tries(OutputLine.KEEP_ALIVE);
    }

    private Walk.Openness openness() {
        if (test.duty() == Duty.UNDER_TEST && !freed()) {
            return Walk.Openness.TRIED;
        }
        return freed() || service == Service.HELD_OPEN ? Walk.Openness.OPEN : Walk.Openness.CONTROLLED;
    }

    private Relays relays() {
        return switch (profile.kind()) {
            case PULSE, STRIKE ->
                new Relays(inPulses.tick(nowNanos, want(Direction.IN)), outPulses.tick(nowNanos, want(Direction.OUT)));
            case HELD -> {
                boolean open =
                        want(Direction.IN) != PulseLine.Want.NOTHING || want(Direction.OUT) != PulseLine.Want.NOTHING;
                Level lock = open ? Level.LOW : Level.HIGH;
                yield new Relays(lock, lock);
            }
        };
    }

    private PulseLine pulses(Direction direction) {
        return switch (direction) {
            case IN -> inPulses;
            case OUT -> outPulses;
        };
    }

    private PulseLine.Want want(Direction direction) {
        if (freed()) {
            if (profile.kind() == BarrierKind.STRIKE) {
                return PulseLine.Want.NOTHING; // The handle inside lets out; no coil is left to burn.
            }
            boolean free = direction == Direction.OUT || profile.onDeath() == OnDeath.FREE;
            return free ? PulseLine.Want.STANDING : PulseLine.Want.NOTHING;
        }
        if (test.duty() == Duty.UNDER_TEST) {
            return test.tries(direction) ? PulseLine.Want.ONE_PULSE : PulseLine.Want.NOTHING;
        }
        if (service == Service.HELD_OPEN) {
            return profile.ways().contains(direction) ? PulseLine.Want.STANDING : PulseLine.Want.NOTHING;
        }
        return grants.has(direction) ? PulseLine.Want.ONE_PULSE : PulseLine.Want.NOTHING;
    }

    private Lights lights() {
        boolean seen = test.duty() == Duty.UNDER_TEST && !freed();
        return seen ? test.lights() : new Lights(light(Direction.IN), light(Direction.OUT));
    }

    private Light light(Direction direction) {
        return switch (state()) {
            case FREE -> direction == Direction.OUT ? Light.GREEN : Light.RED;
            case FAULTED -> Light.AMBER;
            case HELD_OPEN -> profile.ways().contains(direction) ? Light.GREEN : Light.RED;
            case OUT_OF_SERVICE, LOCKED, GRANTED, PASSING -> grants.has(direction) ? Light.GREEN : Light.RED;
        };
    }

    private long wakeAt() {
        long wait = Math.min(grants.nanosUntilExpiry(nowNanos), faults.nanosUntilClear(nowNanos));
        wait = Math.min(wait, walk.nanosUntilStuck(nowNanos));
        wait = Math.min(wait, test.nanosUntilChange(nowNanos));
        wait = Math.min(wait, buzz.nanosUntilChange(nowNanos));
        if (profile.kind() != BarrierKind.HELD) {
            wait = Math.min(wait, inPulses.nanosUntilChange(nowNanos, want(Direction.IN)));
            wait = Math.min(wait, outPulses.nanosUntilChange(nowNanos, want(Direction.OUT)));
        }
        return nowNanos + Math.clamp(wait, 0, timings.stuck().toNanos());
    }

    /** What staff have chosen for the lane. */
    private enum Service {
        NORMAL,
        HELD_OPEN,
        CLOSED
    }
}
