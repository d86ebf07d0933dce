package dev.turnstone.kiosk.app;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.kiosk.admit.Unattended;
import dev.turnstone.kiosk.care.Checks;
import dev.turnstone.kiosk.care.GateNews;
import dev.turnstone.kiosk.care.Signs;
import dev.turnstone.kiosk.guest.GuestRoutes;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.kiosk.staff.StandbyRoutes;
import dev.turnstone.platform.app.Startup;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.command.CommandDesk;
import dev.turnstone.turnstile.command.LaneOrders;
import dev.turnstone.turnstile.journal.CardFault;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import dev.turnstone.turnstile.link.ToldLane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gate whose card is full, worn out or locked when it starts. It cannot say of any pass whether it was used, so it lets
 * nobody in by itself; but its lane is governed and obeys, guests are sent to staff, who are told why, as are health and
 * hub, and it takes up its work by itself when the card can be written again.
 */
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), 2, 0.2);

    private final Startup start;
    private final GateConfig config;
    private final SSLContext identity;
    private final String boot;
    private final Lane lane;
    private final HeldNews news;
    private final Supplier<Now> clock;
    private final RandomGenerator random;
    private volatile CardFault fault = new CardFault(StoreException.Trouble.OTHER, "");

    Standby(
            Startup start,
            GateConfig config,
            SSLContext identity,
            String boot,
            Lane lane,
            HeldNews news,
            Supplier<Now> clock,
            RandomGenerator random) {
        this.start = start;
        this.config = config;
        this.identity = identity;
        this.boot = boot;
        this.lane = lane;
        this.news = news;
        this.clock = clock;
        this.random = random;
    }

    /** The card, now or as soon as it can be worked with. */
    Card card() throws InterruptedException {
        Optional<Card> card = tried();
        return card.isPresent() ? card.get() : awaited();
    }

    private Optional<Card> tried() {
        try {
            return Optional.of(Card.open(config.data(), random));
        } catch (StoreException e) {
            CardFault found = CardFault.of(e);
            if (!found.equals(fault)) {
                LOG.error("The card at {} cannot be worked with: {} ({})", config.data(), found.said(), e.getMessage());
            }
            fault = found;
            return Optional.empty();
        }
    }

    private Card awaited() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        // Ended while it waits: this thread closes what it has opened, and the lane is closed after it.
        Thread waiting = Thread.currentThread();
        start.closing(() -> {
            if (over.getCount() > 0) {
                waiting.interrupt();
                over.await();
            }
        });
        try (GuestScreen screen = screen();
                HubEvents events = events();
                HttpShell shell = shell(screen)) {
            Checks.card(start.health(), () -> fault);
            Checks.lane(start.health(), lane);
            events.report(start.health());
            events.start();
            start.standsBy();
            Card card = retried(events);
            LOG.info("The card at {} can be worked with: taking up work on port {}", config.data(), shell.port());
            screen.close();
            return card;
        } finally {
            over.countDown();
        }
    }

    private Card retried(HubEvents events) throws InterruptedException {
        int failures = 0;
        while (true) {
            Thread.sleep(BETWEEN_TRIES.delay(failures++, random));
            CardFault before = fault;
            Optional<Card> card = tried();
            if (card.isPresent()) {
                return card.get();
            }
            if (!fault.equals(before)) {
                events.stateChanged();
            }
        }
    }

    /** Whoever looks at it is sent to staff, from the first look on. */
    private GuestScreen screen() {
        GuestScreen screen = new GuestScreen(Messages.bundle("kiosk"), false);
        lane.listen(new Unattended(config.doorway().leadsIn(), lane.state(), screen::show));
        return screen;
    }

    private HubEvents events() {
        ToldLane told = new ToldLane(lane, config.doorway().gate());
        HubEvents events = new HubEvents(
                config.mqttUri(),
                config.doorway().device(),
                boot,
                new Topics(config.venue()),
                identity,
                new Drain(new NothingYet(), boot),
                new NothingYet(),
                () -> Main.state(
                        boot,
                        GateNews.with(told.now(), new View.Opening(), Optional.of(fault)),
                        start.clock().instant()),
                random);
        config.hubKey()
                .map(key -> new CommandDesk(config.doorway().device(), key, random))
                .ifPresent(desk ->
                        events.obeying(new LaneOrders(desk, config.doorway().gate(), lane, news, clock)));
        told.listen(events::stateChanged);
        return events;
    }

    private HttpShell shell(GuestScreen screen) {
        String gate = config.doorway().gate().value();
        return HttpShell.named("guest-screen")
                .listen(config.host(), config.port())
                .policy(Main.framing(start.config()))
                .health(start.health())
                .metrics(start.metrics())
                .routes(new GuestRoutes(screen, gate, () -> "", config.language())::routing)
                .routes(new StandbyRoutes(gate, () -> Signs.ofCard(fault.trouble()))::routing)
                .start();
    }

    /** A gate that has nothing to tell but how it is, and wants to hear nothing. */
    private record NothingYet() implements Drain.Outbox, HubEvents.Listener {
        @Override
        public JournalId id() {
            return new JournalId(0, 0);
        }

        @Override
        public long last() {
            return 0;
        }

        @Override
        public long acknowledged() {
            return 0;
        }

        @Override
        public List<byte[]> read(long from, int most) {
            return List.of();
        }

        @Override
        public void acknowledge(long position) {
            // There is none to acknowledge.
        }

        @Override
        public List<String> topics() {
            return List.of();
        }

        @Override
        public void hear(String topic, String payload) {
            // Settings are asked for when there is somewhere to keep them.
        }

        @Override
        public void connected() {
            // Nothing was missed.
        }
    }
}
