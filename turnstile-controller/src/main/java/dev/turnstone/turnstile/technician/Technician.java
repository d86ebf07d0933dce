package dev.turnstone.turnstile.technician;

import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.record.LaneRecord;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The technician's page of one lane, as its configuration wants it. */
public final class Technician {
    private Technician() {}

    /** Without {@code technician.pin} the page only says how to set one: nobody gets in by leaving it out. */
    public static TechnicianRoutes page(
            Config config, Lane lane, LaneSettings settings, LaneRecord record, RandomGenerator random) {
        Optional<Guard> guard = config.optionalText("technician.pin").map(kept -> new Guard(pin(kept), random));
        return new TechnicianRoutes(lane, LinePlan.of(settings), record, guard, System::nanoTime);
    }

    private static Pin pin(String kept) {
        try {
            return Pin.parse(kept);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "technician.pin is not a PIN as it is kept. Run ./turnstone lane --hash-pin and put in what it prints.");
        }
    }
}
