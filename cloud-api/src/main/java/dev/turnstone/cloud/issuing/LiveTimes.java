package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.cloud.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** When the codes of an event's live tickets change. Once such tickets are out it stays: their chains were made for it. */
final class LiveTimes {
    /** A phone may be a step ahead, and guests look at their tickets on the way. */
    private static final Duration BEFORE_DOORS = Duration.ofHours(1);

    private static final Duration AFTER_END = Duration.ofHours(1);

    private LiveTimes() {}

    static Optional<LiveSchedule> of(Handle handle, UUID event) {
        return handle.createQuery("select live_epoch, live_step_s, live_steps from event"
                        + " where id = :event and live_epoch is not null")
                .bind("event", event)
                .map((row, context) -> new LiveSchedule(
                        row.getTimestamp(1).toInstant(), Duration.ofSeconds(row.getLong(2)), row.getInt(3)))
                .findOne();
    }

    /** What is in force, or what fits the event as it is planned now where no live ticket is out. */
    static LiveSchedule settle(Handle handle, Event event) {
        Optional<LiveSchedule> inForce = of(handle, event.id());
        if (inForce.isPresent() && anyOut(handle, event.id())) {
            return inForce.get();
        }
        LiveSchedule fitting = fitting(event.opens(), event.closes());
        handle.createUpdate("update event set live_epoch = :epoch, live_step_s = :step, live_steps = :steps"
                        + " where id = :event")
                .bind("epoch", fitting.epoch())
                .bind("step", fitting.step().toSeconds())
                .bind("steps", fitting.steps())
                .bind("event", event.id())
                .execute();
        return fitting;
    }

    private static boolean anyOut(Handle handle, UUID event) {
        return handle.createQuery("select exists (select 1 from ticket where event_id = :event and live)")
                .bind("event", event)
                .mapTo(Boolean.class)
                .one();
    }

    /** Half-minutes; only where the event is too long for 65,535 of them, longer steps. */
    static LiveSchedule fitting(Instant opens, Instant closes) {
        Instant epoch = opens.minus(BEFORE_DOORS);
        Duration span = Duration.between(epoch, closes.plus(AFTER_END));
        Duration step = LiveSchedule.USUAL_STEP;
        while (span.dividedBy(step) >= LiveSchedule.MOST_STEPS) {
            step = step.multipliedBy(2);
        }
        return new LiveSchedule(epoch, step, (int) Math.max(LiveSchedule.USUAL_STEPS, span.dividedBy(step) + 1));
    }
}
