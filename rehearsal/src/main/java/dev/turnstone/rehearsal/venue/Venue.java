package dev.turnstone.rehearsal.venue;

import dev.turnstone.hub.staff.Person;
import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.hub.staff.StaffStore;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.secret.SecretHash;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import dev.turnstone.rehearsal.mailbox.Mailbox;
import dev.turnstone.rehearsal.mailbox.MailboxSettings;
import dev.turnstone.rehearsal.stripe.StripeSettings;
import dev.turnstone.rehearsal.stripe.StripeStandIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole venue: stand-ins in this process, every part in its own, cables between them. */
public final class Venue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Venue.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration CERTIFICATES = Authority.LIFE;
    private static final Duration ACQUAINTANCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final String HERE = "127.0.0.1";

    /** The account on the hub with which a rehearsal gives commands. */
    public static final String STAFF = "rehearsal";

    private final VenueFolder folder;
    private final Ports ports;
    private final InstantSource clock;
    private final List<Consumer<PartView>> watchers = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Part> parts;
    private final Cables cables;
    private final String staffPin;
    private boolean closed;

    private Venue(VenueFolder folder, Ports ports, InstantSource clock, Path cache)
            throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.ports = ports;
        this.clock = clock;
        Leftovers.end(folder.root());
        Secrets secrets = new Secrets(folder.secrets(), new SecureRandom());
        issueIdentities();
        this.staffPin = makeAccount(secrets);
        HealthProbe probe = closing(new HealthProbe());
        JavaProcess launcher = new JavaProcess(folder.temporary(), Archives.in(cache.resolve("archives")));
        this.parts = new Plans(folder, ports, secrets)
                .written().stream()
                        .map(plan -> new Part(plan, folder.data(plan.name()), launcher, probe, clock, this::tell))
                        .toList();
        this.cables = closing(Cables.lay(ports));
        startStandIns(secrets);
    }

    /**
     * Everything that the parts will need: certificates, settings, cables, stand-ins.
     *
     * @param cache what makes the next start faster; outlives the rehearsal
     */
    public static Venue prepare(VenueFolder folder, Ports ports, InstantSource clock, Path cache)
            throws IOException, GeneralSecurityException {
        return new Venue(folder, ports, clock, cache);
    }

    public void watch(Consumer<PartView> watcher) {
        watchers.add(watcher);
    }

    /** Starts every part at once, and returns when all are ready. */
    public void start() throws InterruptedException {
        synchronized (open) {
            if (closed) {
                throw new InterruptedException("stopped before it started");
            }
            parts.forEach(Part::start);
        }
        awaitReady(parts);
        awaitWhole();
    }

    /**
     * A gate is ready without its hub, and a hub without the cloud; a guest who is let in a second after the start would
     * meet just that. So everyone may find everyone first, but nobody is waited for without end.
     */
    private void awaitWhole() throws InterruptedException {
        Instant deadline = clock.instant().plus(ACQUAINTANCE);
        while (!parts.stream().allMatch(part -> part.view().isWhole())
                && clock.instant().isBefore(deadline)) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    public List<Part> parts() {
        return parts;
    }

    public Cables cables() {
        return cables;
    }

    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.plan().name().equals(name)).findFirst();
    }

    public Ports ports() {
        return ports;
    }

    public <T extends AutoCloseable> T closing(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /** Leaves no process and no port behind. The parts are stopped side by side, then what they leaned on. */
    @Override
    public void close() {
        synchronized (open) {
            if (closed) {
                return;
            }
            closed = true;
        }
        List<Thread> stops = parts.stream()
                .map(part ->
                        Thread.ofVirtual().name("stop-" + part.plan().name()).start(part::close))
                .toList();
        stops.forEach(Venue::join);
        synchronized (open) {
            while (!open.isEmpty()) {
                closeOne(open.pop());
            }
        }
        folder.close();
    }

    private void issueIdentities() throws IOException, GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        Path home = folder.authority();
        Authority authority = Authority.exists(home)
                ? Authority.open(home, clock, random)
                : Authority.create("Maguey", home, clock, random);
        authority.issue(Subject.hub("hub", "localhost", HERE), CERTIFICATES, folder.identity("hub"));
        for (String gate : List.of("gate-a", "gate-b")) {
            authority.issue(Subject.device(gate), CERTIFICATES, folder.identity(gate));
        }
    }

    /** Commands are given by somebody who is signed in, at a rehearsal too. */
    private String makeAccount(Secrets secrets) throws IOException {
        String pin = secrets.staffPin();
        Path data = Files.createDirectories(folder.data("hub"));
        try (StaffStore staff = StaffStore.open(data.resolve(StaffStore.FILE))) {
            if (staff.find(STAFF).isEmpty()) {
                String secret = SecretHash.of(pin, new SecureRandom()).kept();
                staff.put(new Person(STAFF, "Rehearsal", Set.of(Role.OWNER), Optional.of(secret), Source.HUB));
            }
        }
        return pin;
    }

    /** What {@link #STAFF} signs in with at the hub. */
    public String staffPin() {
        return staffPin;
    }

    private void startStandIns(Secrets secrets) throws IOException {
        URI webhooks = ports.uri(Outlet.CLOUD).resolve("/api/v1/payments/webhook");
        closing(StripeStandIn.start(new StripeSettings(
                HERE,
                ports.of(Outlet.STRIPE),
                secrets.stripeSecretKey(),
                secrets.stripePublishableKey(),
                secrets.stripeWebhookSecret(),
                webhooks,
                Optional.of(Files.createDirectories(folder.data("stripe")).resolve("stripe.json")))));
        closing(Mailbox.start(new MailboxSettings(
                HERE,
                ports.of(Outlet.MAILBOX),
                secrets.mailKey(),
                Optional.of(Files.createDirectories(folder.data("mailbox")).resolve("mailbox.json")))));
    }

    private void tell(PartView view) {
        watchers.forEach(watcher -> watcher.accept(view));
    }

    private static void awaitReady(List<Part> parts) throws InterruptedException {
        CompletableFuture<?>[] each = parts.stream().map(Part::firstReady).toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(each);
        // The first that fails decides: the others would only wait for it.
        for (CompletableFuture<?> one : each) {
            var _ = one.whenComplete((view, fault) -> {
                if (fault != null) {
                    all.completeExceptionally(fault);
                }
            });
        }
        try {
            all.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            String slow = parts.stream()
                    .filter(part -> !part.firstReady().isDone())
                    .map(part -> part.plan().title())
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("Something");
            throw new CannotDo(
                    slow + " is still not ready after " + PATIENCE.toSeconds() + " s.",
                    "What it said is in " + parts.getFirst().plan().log().resolveSibling("") + ".");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotDo known ? known : new IllegalStateException(e.getCause());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("{} did not close", resource, e);
        }
    }
}
