package dev.turnstone.turnstile.technician;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneView;
import dev.turnstone.turnstile.lane.OrderResult;
import dev.turnstone.turnstile.lane.Refusal;
import dev.turnstone.turnstile.light.Light;
import java.util.Locale;
import java.util.Optional;

/** A lane's news in words. */
final class LaneTalk {
    private LaneTalk() {}

    /** One line of the account: what kind of news, the news, and how it feels. */
    record Line(String what, String detail, Paint paint) {}

    static Optional<Line> of(LaneEvent event) {
        return switch (event) {
            case LaneEvent.Granted e -> line("granted", who(e.grant(), e.direction()) + by(e.origin()), Paint.WELCOME);
            case LaneEvent.PassageStarted e -> line("walking", who(e.grant(), e.direction()), Paint.PLAIN);
            case LaneEvent.PassageCompleted e ->
                line("passed", who(e.grant(), e.direction()) + evidence(e.evidence()), Paint.WELCOME);
            case LaneEvent.PassageAbandoned e ->
                line("abandoned", who(e.grant(), e.direction()) + ", the entry is given back", Paint.WAIT);
            case LaneEvent.GrantCancelled e ->
                line("cancelled", who(e.grant(), e.direction()) + ", the entry is given back", Paint.WAIT);
            case LaneEvent.Forced e -> line("forced", word(e.direction()) + ": " + how(e.how()), Paint.REFUSE);
            case LaneEvent.FreePassage e -> line("passed", word(e.direction()) + ", open to everyone", Paint.PLAIN);
            case LaneEvent.FireAlarm e -> line("FIRE", cause(e.cause()) + ": the way out is free", Paint.EMERGENCY);
            case LaneEvent.FireContactClosed e ->
                line("fire", "the contact has closed; the lane stays free until a person resets it (r)", Paint.WAIT);
            case LaneEvent.FireReset e -> line("reset", "a person says that the emergency is over", Paint.WELCOME);
            case LaneEvent.Faulted e -> line("fault", fault(e.fault()), Paint.REFUSE);
            case LaneEvent.FaultCleared e -> line("mended", fault(e.fault()) + ": no longer", Paint.WELCOME);
            case LaneEvent.Tampered e -> line("tamper", "the cabinet was opened", Paint.REFUSE);
            case LaneEvent.StateChanged e -> Optional.empty(); // The view that follows says it.
        };
    }

    static Line of(LaneView view) {
        String text = "%-14s relays in %-4s out %-4s  lights in %-5s out %-5s  in %d  out %d"
                .formatted(
                        word(view.state()),
                        level(view.relays().in()),
                        level(view.relays().out()),
                        word(view.lights().in()),
                        word(view.lights().out()),
                        view.counters().passagesIn(),
                        view.counters().passagesOut());
        return new Line(
                "lane",
                text,
                switch (view.state()) {
                    case LOCKED, OUT_OF_SERVICE -> Paint.QUIET;
                    case GRANTED, PASSING, HELD_OPEN -> light(view.lights().in());
                    case FAULTED -> Paint.WAIT;
                    case FREE -> Paint.PLAIN;
                });
    }

    /** Nothing to say where it was done: the lane itself then says what it does. */
    static Optional<Line> of(OrderResult result) {
        return switch (result) {
            case OrderResult.Done done -> Optional.empty();
            case GrantResult.Granted granted -> Optional.empty();
            case GrantResult.Refused refused -> line("refused", why(refused.why()), Paint.WAIT);
        };
    }

    private static Optional<Line> line(String what, String detail, Paint paint) {
        return Optional.of(new Line(what, detail, paint));
    }

    private static Paint light(Light light) {
        return light == Light.GREEN ? Paint.WELCOME : Paint.PLAIN;
    }

    private static String who(long grant, Direction direction) {
        return "grant " + grant + " " + word(direction);
    }

    private static String by(LaneEvent.Origin origin) {
        return switch (origin) {
            case PASS -> "";
            case STAFF -> ", by staff";
        };
    }

    private static String evidence(LaneEvent.Evidence evidence) {
        return switch (evidence) {
            case SENSED -> "";
            case PRESUMED -> ", presumed: no sensor saw it";
        };
    }

    private static String how(LaneEvent.Force how) {
        return switch (how) {
            case BREAK_IN -> "somebody went through without a grant";
            case TAILGATE -> "somebody went through right behind a guest";
            case REVERSE -> "somebody went through the wrong way";
            case JUMP -> "somebody went over or under the barrier";
        };
    }

    private static String cause(LaneEvent.Alarm cause) {
        return switch (cause) {
            case FIRE_CONTACT -> "the fire contact is open";
            case PERSON -> "a person pressed emergency release";
            case NOT_YET_RESET -> "an emergency still stands from before";
        };
    }

    private static String fault(Fault fault) {
        return switch (fault) {
            case BARRIER_NOT_READY -> "the barrier says that it is not ready: check that it is switched on and free";
            case BARRIER_LOST -> "the relays cannot be reached: check the board and its cable";
            case SENSOR_STUCK -> "the passage sensor does not come to rest: check that nothing stands before it";
            case SENSOR_LOST -> "a sensor's line cannot be read: check the chip and its cable";
            case SENSOR_STORM -> "the sensors chatter: check for a loose wire";
        };
    }

    private static String why(Refusal why) {
        return switch (why) {
            case BUSY -> "somebody is still in the lane";
            case FIRE -> "the lane is free after an alarm: reset it (r) once the fire contact is closed (f)";
            case FAULTED -> "the lane has a fault";
            case OUT_OF_SERVICE -> "the lane is out of service: lock it (l) to serve again";
            case UNDER_TEST -> "a technician tries the lane's outputs";
            case NO_TEST -> "no test is under way";
            case TOO_LATE -> "the guest is walking already, or the grant has ended";
            case ELSEWHERE -> "this is done at the lane's own controller";
            case WRONG_WAY -> "the lane does not lead that way";
            case UNHEARD -> "nobody writes down what happens";
            case CLOSED -> "the lane is closing";
        };
    }

    private static String level(Level level) {
        return level == Level.HIGH ? "HIGH" : "low";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
