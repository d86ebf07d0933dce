package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.lane.GrantResult;

/** The lane, as the one who attends to guests needs it. */
public interface Door {
    /** Releases the barrier for one person before it returns, or says why not. */
    GrantResult grant(Direction direction);
}
