package dev.turnstone.turnstile.grant;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One event of a lane on its way to another machine.
 *
 * <pre>
 *   {"number":5,"event":"passage-completed","grant":17,"challenge":"…","direction":"in","detail":"sensed","agoMs":12}
 * </pre>
 *
 * @param number counts from 1 in one life of the controller
 * @param event the kind, as {@link LaneEvent} names it, in kebab case
 * @param grant the controller's own number of the grant
 * @param challenge which the grant answered, where a paired device gave it
 * @param detail what the kind leaves open: who asked, how it is known, how it was forced, what alarmed, which fault; of a
 *     state, the new one
 * @param was of a state, the one before
 * @param agoMs how long ago it was when the answer left: each machine reckons on a clock of its own
 */
public record LaneNews(
        long number,
        String event,
        Optional<Long> grant,
        Optional<String> challenge,
        Optional<String> direction,
        Optional<String> detail,
        Optional<String> was,
        long agoMs) {

    /** @param nowNanos when it leaves, on this machine's clock */
    public static LaneNews of(long number, LaneEvent event, Optional<String> challenge, long nowNanos) {
        long ago = Duration.ofNanos(nowNanos - event.atNanos()).toMillis();
        Draft draft = draft(event);
        return new LaneNews(
                number,
                draft.kind,
                grantOf(event),
                challenge,
                draft.direction.map(LaneNews::word),
                draft.detail.map(LaneNews::word),
                event instanceof LaneEvent.StateChanged changed ? Optional.of(word(changed.from())) : Optional.empty(),
                Math.max(0, ago));
    }

    /**
     * The event again, dated on this machine's clock.
     *
     * @param mapped the number under which this machine knows the grant
     * @return empty for a kind that this version does not know
     */
    public Optional<LaneEvent> event(long mapped, long nowNanos) {
        long at = nowNanos - Duration.ofMillis(agoMs).toNanos();
        return Optional.ofNullable(
                switch (event) {
                    case "granted" -> new LaneEvent.Granted(mapped, way(), detail(LaneEvent.Origin.class), at);
                    case "passage-started" -> new LaneEvent.PassageStarted(mapped, way(), at);
                    case "passage-completed" ->
                        new LaneEvent.PassageCompleted(mapped, way(), detail(LaneEvent.Evidence.class), at);
                    case "passage-abandoned" -> new LaneEvent.PassageAbandoned(mapped, way(), at);
                    case "grant-cancelled" -> new LaneEvent.GrantCancelled(mapped, way(), at);
                    case "forced" -> new LaneEvent.Forced(way(), detail(LaneEvent.Force.class), at);
                    case "free-passage" -> new LaneEvent.FreePassage(way(), at);
                    case "fire-alarm" -> new LaneEvent.FireAlarm(detail(LaneEvent.Alarm.class), at);
                    case "fire-contact-closed" -> new LaneEvent.FireContactClosed(at);
                    case "fire-reset" -> new LaneEvent.FireReset(at);
                    case "faulted" -> new LaneEvent.Faulted(detail(Fault.class), at);
                    case "fault-cleared" -> new LaneEvent.FaultCleared(detail(Fault.class), at);
                    case "tampered" -> new LaneEvent.Tampered(at);
                    case "state-changed" ->
                        new LaneEvent.StateChanged(
                                value(LaneState.class, was.orElseThrow()), detail(LaneState.class), at);
                    default -> null;
                });
    }

    static Optional<Long> grantOf(LaneEvent event) {
        return switch (event) {
            case LaneEvent.Granted e -> Optional.of(e.grant());
            case LaneEvent.PassageStarted e -> Optional.of(e.grant());
            case LaneEvent.PassageCompleted e -> Optional.of(e.grant());
            case LaneEvent.PassageAbandoned e -> Optional.of(e.grant());
            case LaneEvent.GrantCancelled e -> Optional.of(e.grant());
            case LaneEvent.Forced e -> Optional.empty();
            case LaneEvent.FreePassage e -> Optional.empty();
            case LaneEvent.FireAlarm e -> Optional.empty();
            case LaneEvent.FireContactClosed e -> Optional.empty();
            case LaneEvent.FireReset e -> Optional.empty();
            case LaneEvent.Faulted e -> Optional.empty();
            case LaneEvent.FaultCleared e -> Optional.empty();
            case LaneEvent.Tampered e -> Optional.empty();
            case LaneEvent.StateChanged e -> Optional.empty();
        };
    }

    private record Draft(String kind, Optional<Direction> direction, Optional<? extends Enum<?>> detail) {
        Draft(String kind) {
            this(kind, Optional.empty(), Optional.empty());
        }

        Draft(String kind, Direction direction) {
            this(kind, Optional.of(direction), Optional.empty());
        }

        Draft(String kind, Enum<?> detail) {
            this(kind, Optional.empty(), Optional.of(detail));
        }

        Draft(String kind, Direction direction, Enum<?> detail) {
            this(kind, Optional.of(direction), Optional.of(detail));
        }
    }

    private static Draft draft(LaneEvent event) {
        return switch (event) {
            case LaneEvent.Granted e -> new Draft("granted", e.direction(), e.origin());
            case LaneEvent.PassageStarted e -> new Draft("passage-started", e.direction());
            case LaneEvent.PassageCompleted e -> new Draft("passage-completed", e.direction(), e.evidence());
            case LaneEvent.PassageAbandoned e -> new Draft("passage-abandoned", e.direction());
            case LaneEvent.GrantCancelled e -> new Draft("grant-cancelled", e.direction());
            case LaneEvent.Forced e -> new Draft("forced", e.direction(), e.how());
            case LaneEvent.FreePassage e -> new Draft("free-passage", e.direction());
            case LaneEvent.FireAlarm e -> new Draft("fire-alarm", e.cause());
            case LaneEvent.FireContactClosed e -> new Draft("fire-contact-closed");
            case LaneEvent.FireReset e -> new Draft("fire-reset");
            case LaneEvent.Faulted e -> new Draft("faulted", e.fault());
            case LaneEvent.FaultCleared e -> new Draft("fault-cleared", e.fault());
            case LaneEvent.Tampered e -> new Draft("tampered");
            case LaneEvent.StateChanged e -> new Draft("state-changed", e.to());
        };
    }

    private Direction way() {
        return value(Direction.class, direction.orElseThrow());
    }

    private <E extends Enum<E>> E detail(Class<E> type) {
        return value(type, detail.orElseThrow());
    }

    /** How a word of an enum travels: in kebab case. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
