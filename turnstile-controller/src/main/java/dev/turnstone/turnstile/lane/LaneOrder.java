package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;

/** What a program or a person asks of a lane. */
public sealed interface LaneOrder {
    /** Let one person through who has shown a pass. */
    record Grant(Direction direction) implements LaneOrder {}

    /** Let one person through because staff say so; also where the lane is out of service. */
    record OpenOnce(Direction direction) implements LaneOrder {}

    /** Let everyone through until told otherwise. */
    record HoldOpen() implements LaneOrder {}

    /** Back to normal service: locked, grants welcome. Ends held open and out of service; never an emergency. */
    record Lock() implements LaneOrder {}

    /** Close the lane: locked, grants refused. */
    record OutOfService() implements LaneOrder {}

    /** A person frees the way out, as the fire contact does. */
    record EmergencyRelease() implements LaneOrder {}

    /** A person who has looked says that the emergency is over. */
    record ResetAfterFire() implements LaneOrder {}
}
