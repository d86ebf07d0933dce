package dev.turnstone.hub.testing;

import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** {@link TestCloud}'s feed over HTTP. It can go away and come back on the same port. */
public final class CloudServer implements AutoCloseable {
    private final TestCloud cloud;
    private HttpShell shell;

    private CloudServer(TestCloud cloud) {
        this.cloud = cloud;
        this.shell = listen(0);
    }

    public static CloudServer start(TestCloud cloud) {
        return new CloudServer(cloud);
    }

    private HttpShell listen(int port) {
        return HttpShell.named("cloud")
                .listen("127.0.0.1", port)
                .routes(rules -> rules.get("/api/v1/hub/feed", this::feed))
                .start();
    }

    private void feed(ServerRequest req, ServerResponse res) {
        if (!Caller.bearer(req).equals(Optional.of("secret"))) {
            throw Problem.unauthorized("Who are you?").asException();
        }
        long after = Long.parseLong(req.query().get("after"));
        long waitMs = Long.parseLong(req.query().get("waitMs"));
        if (waitMs > 0) {
            long deadline = System.nanoTime() + Math.min(waitMs, 1_000) * 1_000_000;
            while (cloud.page(after).entries().isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
        Reply.json(res, cloud.page(after));
    }

    public URI uri() {
        return shell.uri();
    }

    public void away() {
        shell.close();
    }

    public void back(int port) {
        shell = listen(port);
    }

    public int port() {
        return shell.port();
    }

    @Override
    public void close() {
        shell.close();
    }
}
