package dev.turnstone.turnstile.light;

import dev.turnstone.admission.venue.Direction;

/** Both lights of a lane. */
public record Lights(Light in, Light out) {
    public static final Lights RED = new Lights(Light.RED, Light.RED);

    public Light of(Direction direction) {
        return switch (direction) {
            case IN -> in;
            case OUT -> out;
        };
    }
}
