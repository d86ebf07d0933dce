package dev.turnstone.rehearsal.app;

import dev.turnstone.rehearsal.stage.Folders;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code ./turnstone package} has a packaged gate live through before it is shipped: it starts, lets one guest in and
 * leaves, so that its ahead-of-time cache holds what a start at a door needs, from the camera to the relay.
 */
public final class Learning {
    private static final Duration SCANS_WITHIN = Duration.ofSeconds(60);
    private static final Duration LEARNS_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);

    private Learning() {}

    /** @param args the launcher */
    public static void main(String[] args) throws IOException, InterruptedException {
        learn(Path.of(args[0]), InstantSource.system());
    }

    static void learn(Path launcher, InstantSource clock) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("turnstone-learning-");
        try (StagedGate gate = StagedGate.alone(folder, new StagedEvent(1, clock.instant(), 1), clock)) {
            gate.startToLearn(launcher);
            long deadline = System.nanoTime() + SCANS_WITHIN.toNanos();
            while (gate.rises().isEmpty() && gate.isAlive() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            boolean learnt = !gate.rises().isEmpty();
            gate.stop(LEARNS_WITHIN);
            if (!learnt) {
                throw new IllegalStateException("the gate let nobody in; it said:\n" + gate.log());
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
