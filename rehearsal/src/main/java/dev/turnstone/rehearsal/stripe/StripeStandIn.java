package dev.turnstone.rehearsal.stripe;

import dev.turnstone.platform.http.ContentPolicy;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.rehearsal.keep.Keeper;
import dev.turnstone.rehearsal.keep.KeptFile;
import dev.turnstone.rehearsal.misbehave.Misbehaviour;
import dev.turnstone.rehearsal.misbehave.MisbehaviourRoutes;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Stripe, as far as Turnstone can tell, on this machine and without money. */
public final class StripeStandIn implements AutoCloseable {
    private final HttpShell server;
    private final Webhooks webhooks;
    private final Optional<Keeper> keeper;
    private final CountDownLatch closing;

    private StripeStandIn(HttpShell server, Webhooks webhooks, Optional<Keeper> keeper, CountDownLatch closing) {
        this.server = server;
        this.webhooks = webhooks;
        this.keeper = keeper;
        this.closing = closing;
    }

    public static StripeStandIn start(StripeSettings settings) {
        SecureRandom random = new SecureRandom();
        return start(settings, InstantSource.system(), random, random.nextLong());
    }

    /**
     * @param random makes the identifiers and secrets
     * @param seed of the misbehaviour and the backoff
     */
    static StripeStandIn start(StripeSettings settings, InstantSource clock, RandomGenerator random, long seed) {
        AtomicLong version = new AtomicLong();
        Runnable changed = version::incrementAndGet;
        CountDownLatch closing = new CountDownLatch(1);
        CompletableFuture<URI> base = new CompletableFuture<>();
        Ids ids = new Ids(random);
        Misbehaviour<Fault> misbehaviour = new Misbehaviour<>(Fault.class, seed);
        Idempotency idempotency = new Idempotency();

        // The books tell the webhooks of every event, and the webhooks look events up in the books.
        CompletableFuture<Webhooks> posting = new CompletableFuture<>();
        Payments payments =
                new Payments(ids, clock, base::join, event -> posting.join().send(event), changed);
        Webhooks webhooks = new Webhooks(
                settings.webhookEndpoint(),
                settings.webhookSecret(),
                misbehaviour,
                event ->
                        payments.json().event(event, StripeCalls.API_VERSION, 1).json(),
                payments::event,
                ids,
                clock,
                new SplittableRandom(seed),
                changed);
        posting.complete(webhooks);

        StripeCalls calls = new StripeCalls(payments, webhooks::pending);
        StripeApi api = new StripeApi(settings, calls, payments, idempotency, misbehaviour, ids, clock, closing);
        MisbehaviourRoutes<Fault> switches = new MisbehaviourRoutes<>(misbehaviour, Fault.class, Fault::title, changed);
        StripePages pages = new StripePages(payments, webhooks, switches, version::get);
        Optional<KeptFile<Snapshot>> file = settings.snapshot().map(path -> new KeptFile<>(path, Snapshot.class));
        Optional<Snapshot> before = file.flatMap(KeptFile::read);
        before.ifPresent(snapshot -> {
            payments.restore(snapshot.books());
            idempotency.restore(snapshot.idempotency());
        });
        HttpShell server = HttpShell.named("stripe")
                .listen(settings.host(), settings.port())
                // stripe-java asks for expand[0]=… in so many brackets.
                .lenientUris()
                // The payment element and the bank's challenge are frames in somebody else's page.
                .policy(ContentPolicy.strict().framedBy("*"))
                .routes(api::routing)
                .routes(switches::routing)
                .routes(pages::routing)
                .start();
        base.complete(server.uri());
        before.ifPresent(snapshot -> webhooks.restore(snapshot.deliveries()));
        Optional<Keeper> keeper = file.map(kept -> new Keeper(
                () -> kept.write(new Snapshot(payments.books(), webhooks.kept(), idempotency.entries())),
                version::get));
        return new StripeStandIn(server, webhooks, keeper, closing);
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        closing.countDown();
        server.close();
        webhooks.close();
        keeper.ifPresent(Keeper::close);
    }
}
