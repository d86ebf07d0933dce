package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.Barrier;
import dev.turnstone.turnstile.light.AllLamps;
import dev.turnstone.turnstile.light.Lamps;
import dev.turnstone.turnstile.sense.Sensors;
import dev.turnstone.turnstile.simulated.TurnstileThread;
import java.util.List;
import java.util.Optional;

/**
 * The hardware of one lane, opened.
 *
 * @param release gives every pin back, low
 */
record Board(Barrier barrier, Lamps lamps, Sensors sensors, Optional<TurnstileThread> simulation, Runnable release)
        implements AutoCloseable {

    /** The same board with a simulated turnstile at its pins. */
    Board with(TurnstileThread people) {
        return new Board(barrier, lamps, sensors, Optional.of(people), release);
    }

    /** The same board with more lamps. */
    Board with(Lamps more) {
        return new Board(barrier, new AllLamps(List.of(lamps, more)), sensors, simulation, release);
    }

    /** The same board with the relays elsewhere. */
    Board with(Barrier relays) {
        return new Board(relays, lamps, sensors, simulation, release);
    }

    @Override
    public void close() {
        sensors.close();
        barrier.close();
        lamps.close();
        release.run();
        simulation.ifPresent(TurnstileThread::close);
    }
}
