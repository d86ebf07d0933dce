package dev.turnstone.rehearsal.rig;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.log.Logs;
import dev.turnstone.rehearsal.stage.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The claims' listener without the claims: the same TLS, the same shell, the same bytes in and out, and no work. What
 * this does is the most that the hub could do.
 */
public final class BareRoute implements AutoCloseable {
    private static final int HEAP_MB = 256;

    private final Process process;
    private final int port;

    private BareRoute(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** {@code IDENTITY PORT}. */
    public static void main(String[] words) {
        Logs.configure("bare-route");
        Object answer = ClaimAnswer.of(new Decision.Admit(1, 1));
        HttpShell.named("bare-route")
                .listen("127.0.0.1", Integer.parseInt(words[1]))
                .tls(Identity.load(Path.of(words[0])), ClientAuth.REQUIRED)
                .routes(rules -> rules.post("/v1/claims", (req, res) -> {
                    Body.bytes(req, ClaimRequest.MOST_BYTES);
                    Reply.json(res, answer);
                }))
                .start();
    }

    public static BareRoute start(RigVenue venue) throws IOException, InterruptedException {
        int port = Child.anyFreePort();
        Path log = venue.folder().resolve("bare.log");
        Process process = RigProcess.java(
                log,
                Map.of(),
                HEAP_MB,
                List.of(),
                BareRoute.class.getName(),
                venue.hubIdentity().toString(),
                Integer.toString(port));
        BareRoute bare = new BareRoute(process, port);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!bare.answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new CannotDo("The bare route did not start:\n" + Files.readString(log), "See its log above.");
            }
            Thread.sleep(Duration.ofMillis(20));
        }
        return bare;
    }

    private boolean answers() {
        try (java.net.Socket socket = new java.net.Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        RigProcess.end(process);
    }
}
