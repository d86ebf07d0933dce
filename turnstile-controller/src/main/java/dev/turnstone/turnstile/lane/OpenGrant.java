package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;

/** A grant that has not ended yet. */
record OpenGrant(long number, Direction direction, long untilNanos, Guest guest) {

    OpenGrant with(Guest changed) {
        return new OpenGrant(number, direction, untilNanos, changed);
    }

    boolean walking() {
        return guest == Guest.WALKING;
    }

    enum Guest {
        STANDING,
        WALKING
    }
}
