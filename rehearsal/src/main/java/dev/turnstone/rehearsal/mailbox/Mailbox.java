package dev.turnstone.rehearsal.mailbox;

import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.rehearsal.misbehave.Misbehaviour;
import dev.turnstone.rehearsal.misbehave.MisbehaviourRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Resend, as far as Turnstone can tell, with a page on which every message can be read. */
public final class Mailbox implements AutoCloseable {
    private final HttpShell server;
    private final Post post;
    private final Optional<Path> snapshot;
    private final CountDownLatch closing;

    private Mailbox(HttpShell server, Post post, Optional<Path> snapshot, CountDownLatch closing) {
        this.server = server;
        this.post = post;
        this.snapshot = snapshot;
        this.closing = closing;
    }

    public static Mailbox start(MailboxSettings settings) {
        return start(settings, InstantSource.system(), new SecureRandom().nextLong());
    }

    /**
     * @param seed of the misbehaviour
     */
    static Mailbox start(MailboxSettings settings, InstantSource clock, long seed) {
        CountDownLatch closing = new CountDownLatch(1);
        Post post = new Post();
        settings.snapshot().flatMap(Mailbox::before).ifPresent(post::restore);
        Misbehaviour<Fault> misbehaviour = new Misbehaviour<>(Fault.class, seed);
        MisbehaviourRoutes<Fault> switches =
                new MisbehaviourRoutes<>(misbehaviour, Fault.class, Fault::title, post::touch);
        ResendApi api = new ResendApi(settings.apiKey(), post, misbehaviour, clock, closing);
        MailboxPages pages = new MailboxPages(post, switches);
        HttpShell server = HttpShell.named("mailbox")
                .listen(settings.host(), settings.port())
                .routes(api::routing)
                .routes(switches::routing)
                .routes(pages::routing)
                .start();
        return new Mailbox(server, post, settings.snapshot(), closing);
    }

    public URI uri() {
        return server.uri();
    }

    /** Newest first. */
    public List<Message> messages() {
        return post.newestFirst();
    }

    @Override
    public void close() {
        closing.countDown();
        server.close();
        snapshot.ifPresent(this::keep);
    }

    private static Optional<Post.Snapshot> before(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Post.Snapshot.class));
        } catch (JsonFault | IOException unreadable) {
            throw new StartFailure(
                    "The mailbox cannot make sense of its messages in " + file + " (" + unreadable.getMessage() + ").",
                    "Delete that file to begin with an empty mailbox.");
        }
    }

    /** Beside and renamed: a crash leaves the file before. */
    private void keep(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(beside, Json.bytes(post.snapshot()));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot keep the mailbox in " + file, unwritable);
        }
    }
}
