package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Remembers over restarts that an emergency stands: software never locks again before a person resets. */
public interface EmergencyMemory {
    Emergency recall();

    void remember(Emergency emergency) throws IOException;

    /** Forgets with the program: for simulated lanes and tests. */
    static EmergencyMemory none() {
        return new EmergencyMemory() {
            @Override
            public Emergency recall() {
                return Emergency.NONE;
            }

            @Override
            public void remember(Emergency emergency) {
                // Nothing outlives a lane that is not real.
            }
        };
    }

    /** A file that exists while an emergency stands. Its folder is synced, so that a power cut does not undo it. */
    static EmergencyMemory file(Path file) {
        return new EmergencyMemory() {
            @Override
            public Emergency recall() {
                return Files.exists(file) ? Emergency.STANDING : Emergency.NONE;
            }

            @Override
            public void remember(Emergency emergency) throws IOException {
                switch (emergency) {
                    case STANDING -> Files.writeString(file, "an emergency stands until a person resets the lane\n");
                    case NONE -> {
                        // On a card that cannot be written, removing even what is not there fails.
                        if (Files.exists(file)) {
                            Files.delete(file);
                        }
                    }
                }
                try (FileChannel folder =
                        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                    folder.force(true);
                }
            }
        };
    }
}
