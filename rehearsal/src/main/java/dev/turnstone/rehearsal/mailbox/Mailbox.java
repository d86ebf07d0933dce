package dev.turnstone.rehearsal.mailbox;

import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.rehearsal.keep.Keeper;
import dev.turnstone.rehearsal.keep.KeptFile;
import dev.turnstone.rehearsal.misbehave.Misbehaviour;
import dev.turnstone.rehearsal.misbehave.MisbehaviourRoutes;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Resend, as far as Turnstone can tell, with a page on which every message can be read. */
public final class Mailbox implements AutoCloseable {
    private final HttpShell server;
    private final Post post;
    private final Optional<Keeper> keeper;
    private final CountDownLatch closing;

    private Mailbox(HttpShell server, Post post, Optional<Keeper> keeper, CountDownLatch closing) {
        this.server = server;
        this.post = post;
        this.keeper = keeper;
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
        Optional<KeptFile<Post.Snapshot>> file =
                settings.snapshot().map(path -> new KeptFile<>(path, Post.Snapshot.class));
        file.flatMap(KeptFile::read).ifPresent(post::restore);
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
        Optional<Keeper> keeper = file.map(kept -> new Keeper(() -> kept.write(post.snapshot()), post::version));
        return new Mailbox(server, post, keeper, closing);
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
        keeper.ifPresent(Keeper::close);
    }
}
