package dev.turnstone.turnstile.sense;

import dev.turnstone.admission.venue.Direction;
import java.util.Optional;

/** What a movement of the arm turned out to be. */
public sealed interface Turn {
    /** It left its rest. The direction is known with two phases only. */
    record Began(Optional<Direction> direction) implements Turn {}

    /** It came to rest again after a whole turn: somebody is through. */
    record Completed(Optional<Direction> direction) implements Turn {}

    /** It came to rest where it was: somebody pushed and went back. */
    record TurnedBack() implements Turn {}
}
