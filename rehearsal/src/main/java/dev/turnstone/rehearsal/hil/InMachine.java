package dev.turnstone.rehearsal.hil;

import dev.turnstone.platform.log.Logs;
import java.io.IOException;
import java.nio.file.Path;

/** Runs inside the virtual machine: every check is one line on the console. */
public final class InMachine {
    private InMachine() {}

    public static void main(String[] args) throws IOException {
        Logs.configure("hil");
        GpioSim wires = new GpioSim(Path.of(System.getenv("GPIO_SIM")));
        // A relay on a wire that nobody looks at: what the checks look at must then be found wanting.
        int relay = "relay".equals(System.getenv("BREAK")) ? 30 : Tripod.RELAY;
        Verdicts verdicts = new Verdicts(System.out);
        String only = System.getenv().getOrDefault("ONLY", "");
        if (only.isEmpty() || only.equals("lane")) {
            new LaneChecks(wires, verdicts, Tripod.config("library", relay)).run();
        }
        if (only.isEmpty() || only.equals("camera")) {
            new CameraChecks(wires, verdicts, Tripod.config("camera", relay)).run();
            new HandheldChecks(verdicts).run();
        }
        if (only.isEmpty() || only.equals("daemon")) {
            new DaemonChecks(wires, verdicts, Tripod.config("daemon", relay)).run();
        }
        System.exit(verdicts.failed() == 0 ? 0 : 1);
    }
}
