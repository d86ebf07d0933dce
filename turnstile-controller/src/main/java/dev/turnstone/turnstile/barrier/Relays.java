package dev.turnstone.turnstile.barrier;

import dev.turnstone.admission.venue.Direction;

/** The two relays of a lane: the one for the way in and the one for the way out. */
public record Relays(Level in, Level out) {
    public static final Relays LOW = new Relays(Level.LOW, Level.LOW);

    public Level of(Direction direction) {
        return switch (direction) {
            case IN -> in;
            case OUT -> out;
        };
    }
}
