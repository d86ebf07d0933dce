package dev.turnstone.admission.decision;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import java.time.Instant;

/** One crossing, made or granted, that counts for a pass. What was given back is no use any more. */
public record Use(DeviceId device, GateId gate, Direction direction, Instant at, State state) {

    /** How much is known of it. */
    public enum State {
        /** Granted; the device that was to let the guest in has not yet said whether anyone walked through. */
        OPEN,
        /** Somebody walked through, or may have (a release without outcome counts until staff give it back). */
        PASSED
    }

    public boolean isEntry() {
        return direction == Direction.IN;
    }

    /** An entry does from its grant; an exit only when it was made: one merely granted has let nobody out. */
    public boolean counts() {
        return isEntry() || state == State.PASSED;
    }
}
