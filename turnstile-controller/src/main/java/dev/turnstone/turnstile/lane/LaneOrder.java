package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.gpio.OutputLine;

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

    /** Take one grant back, if nobody has begun to use it. */
    record Cancel(long grant) implements LaneOrder {}

    /** A technician closes the lane to try its outputs. Refused while an emergency stands; ends by itself. */
    record BeginTest() implements LaneOrder {}

    record EndTest() implements LaneOrder {}

    /** Drive one output for a moment. Refused unless the lane is under test. */
    record TryOutput(OutputLine line) implements LaneOrder {}

    /** A person who has looked says that the emergency is over. */
    record ResetAfterFire() implements LaneOrder {}
}
