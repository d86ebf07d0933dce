package dev.turnstone.platform.health;

/** How one part of a service is. {@code detail} is a sentence for whoever is called out of bed. */
public record Status(State state, String detail) {
    public enum State {
        /** It does its work. */
        UP,
        /** It works with less than it should have; the service goes on. */
        DEGRADED,
        /** It does not do its work; the service is not ready. */
        DOWN
    }

    public static Status up() {
        return new Status(State.UP, "");
    }

    public static Status up(String detail) {
        return new Status(State.UP, detail);
    }

    public static Status degraded(String why) {
        return new Status(State.DEGRADED, why);
    }

    public static Status down(String why) {
        return new Status(State.DOWN, why);
    }
}
