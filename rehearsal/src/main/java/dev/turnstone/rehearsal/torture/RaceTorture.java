package dev.turnstone.rehearsal.torture;

import dev.turnstone.rehearsal.rig.Race;
import dev.turnstone.rehearsal.rig.RigBroker;
import dev.turnstone.rehearsal.rig.RigHub;
import dev.turnstone.rehearsal.rig.RigVenue;
import dev.turnstone.rehearsal.torture.TortureCommand.Ordeal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Promise 1 at a real hub: one pass shown at many gates at the same instant is granted at exactly one of them. */
final class RaceTorture {
    private RaceTorture() {}

    static Ordeal run(Path folder, int passes, long seed, InstantSource clock)
            throws IOException, InterruptedException {
        RigVenue venue = RigVenue.in(folder, passes, 1, seed, clock);
        Optional<RigBroker> broker = RigBroker.start(venue);
        try (RigHub hub = RigHub.start(venue, broker);
                Race race = new Race(venue, hub, seed)) {
            List<String> violations = new ArrayList<>();
            int pass = 0;
            while (pass < passes && violations.isEmpty()) {
                violations.addAll(race.run(pass++));
            }
            return new Ordeal(pass, 0, race.claims() + " claims at up to 50 gates at once", violations);
        } finally {
            broker.ifPresent(RigBroker::close);
        }
    }
}
