package dev.turnstone.turnstile.barrier;

import dev.turnstone.platform.config.KeyFault;
import java.util.Optional;
import java.util.function.Function;

/** Which relays of a board are the lane's, by the board's own numbers. */
public record Channels(Optional<Integer> in, Optional<Integer> out) {
    public Channels {
        if (in.isPresent() && in.equals(out)) {
            throw new KeyFault(
                    "relays.out", "relay %d is already relays.in; every relay does one thing".formatted(in.get()));
        }
    }

    /** Does something for each relay that is wired. */
    <E extends Exception> void each(Relays relays, Each<E> each) throws E {
        one(in, Relays::in, relays, each);
        one(out, Relays::out, relays, each);
    }

    private static <E extends Exception> void one(
            Optional<Integer> channel, Function<Relays, Level> level, Relays relays, Each<E> each) throws E {
        if (channel.isPresent()) {
            each.accept(channel.get(), level.apply(relays));
        }
    }

    interface Each<E extends Exception> {
        void accept(int channel, Level level) throws E;
    }
}
