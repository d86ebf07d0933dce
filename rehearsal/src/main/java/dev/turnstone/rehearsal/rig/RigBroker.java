package dev.turnstone.rehearsal.rig;

import dev.turnstone.hub.broker.MosquittoFiles;
import dev.turnstone.hub.broker.TopicRules;
import dev.turnstone.rehearsal.stage.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A Mosquitto beside the hub, set up by the hub's own files. */
public final class RigBroker implements AutoCloseable {
    private final MosquittoFiles files;
    private final Path binary;
    private final Path log;
    private final int port;
    private Process process;

    private RigBroker(MosquittoFiles files, Path binary, Path log, int port) throws IOException {
        this.files = files;
        this.binary = binary;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /** Empty where none is installed. */
    public static Optional<RigBroker> start(RigVenue venue) throws IOException {
        Optional<Path> binary = Stream.concat(
                        Stream.ofNullable(System.getenv("TURNSTONE_MOSQUITTO")),
                        Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (binary.isEmpty()) {
            return Optional.empty();
        }
        int port = Child.anyFreePort();
        MosquittoFiles files = MosquittoFiles.write(
                venue.folder().resolve("broker"), venue.hubIdentity(), port, new TopicRules(RigVenue.VENUE));
        // Debian's drops root's rights for a user who cannot read a temporary folder.
        Files.writeString(files.configuration(), Files.readString(files.configuration()) + "user root\n");
        return Optional.of(new RigBroker(files, binary.get(), venue.folder().resolve("broker.log"), port));
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(binary.toString(), "-c", files.configuration().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    int port() {
        return port;
    }

    /** SIGKILL, and up again on the same port: it has kept nothing. */
    public void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    @Override
    public void close() {
        RigProcess.end(process);
    }
}
