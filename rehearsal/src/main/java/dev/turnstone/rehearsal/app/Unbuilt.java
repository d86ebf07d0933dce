package dev.turnstone.rehearsal.app;

import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;

/**
 * Commands whose manners stand and whose work does not: each says what it will do, and exits as misused rather than
 * pretend to have proven something.
 */
final class Unbuilt {
    private Unbuilt() {}

    static Command hil() {
        return Command.named(
                        "hil",
                        "Check a real lane: relay, sensors, lights, camera, clock.",
                        saying("hil will release a real barrier, watch its sensors and say PASS or FAIL for each."))
                .value("config", "FILE", "the kiosk's configuration")
                .flag("json", "one JSON object a line")
                .example("./turnstone hil --config /etc/turnstone/kiosk.yaml");
    }

    private static Command.Action saying(String sentence) {
        return (given, out, err) -> {
            err.println(sentence);
            err.println("It does not yet: nothing was measured and nothing is claimed.");
            return CommandLine.MISUSED;
        };
    }
}
