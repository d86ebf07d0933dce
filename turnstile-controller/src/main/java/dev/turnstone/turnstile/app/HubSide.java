package dev.turnstone.turnstile.app;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.turnstile.command.CommandDesk;
import dev.turnstone.turnstile.command.LaneOrders;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubConfig;
import dev.turnstone.turnstile.link.HubEvents;
import dev.turnstone.turnstile.link.ToldLane;
import dev.turnstone.turnstile.record.Witness;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A lane's controller as a device of the venue: its journal on the way to the hub, and its state. Opened before the lane
 * and closed after it, so that what the lane tells at its very end is written too.
 */
final class HubSide implements AutoCloseable, JournalWriter.Listener {
    private final HubConfig hub;
    private final SSLContext identity;
    private final InstantSource clock;
    private final DeviceClock now;
    private final String boot;
    private final SecureRandom random = new SecureRandom();
    private final Journal journal;
    private final JournalWriter writer;
    private volatile Optional<HubEvents> events = Optional.empty();

    private HubSide(HubConfig hub, SSLContext identity, Journal journal, String boot, InstantSource clock) {
        this.hub = hub;
        this.identity = identity;
        this.clock = clock;
        this.boot = boot;
        this.journal = journal;
        this.now = new DeviceClock(clock, Instant.ofEpochMilli(journal.clock().millis()));
        this.writer = new JournalWriter(journal, random, System.nanoTime(), this);
    }

    /** @throws dev.turnstone.platform.store.StoreException where the disk takes no journal */
    static HubSide open(HubConfig hub, SSLContext identity, Path data, String boot, InstantSource clock) {
        Journal journal = Journal.open(data, new SecureRandom());
        try {
            HubSide side = new HubSide(hub, identity, journal, boot, clock);
            side.writer.start(boot, side.now.get());
            return side;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /**
     * Writes down from now on what happens at this lane, and brings it to the hub.
     *
     * @param challengeOf the challenge that a gate's release answered
     */
    void tell(Lane lane, Function<LaneEvent, Optional<String>> challengeOf) {
        Witness witness = new Witness(hub.gate(), lane.id(), writer, now, Witness.Passes.AT_A_GATE, challengeOf);
        lane.listen(witness);
        witness.findsStanding(lane.view());
        ToldLane told = new ToldLane(lane, hub.gate());
        HubEvents link = link(told);
        hub.hubKey()
                .map(key -> new CommandDesk(hub.device(), key, random))
                .ifPresent(desk -> link.obeying(new LaneOrders(desk, hub.gate(), lane, writer, now)));
        events = Optional.of(link);
        told.listen(link::stateChanged);
        link.start();
    }

    private HubEvents link(ToldLane lane) {
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        return new HubEvents(
                hub.mqttUri(),
                hub.device(),
                boot,
                new Topics(hub.venue()),
                identity,
                new Drain(journal, boot),
                new NothingElse(),
                () -> DeviceState.online(boot, version, List.of(lane.now()), clock.instant()),
                random);
    }

    JournalId journal() {
        return journal.id();
    }

    void report(Health health) {
        journal.report(health, writer::fault);
        health.vital("journal-writer", () -> writer.failing().map(Status::down).orElseGet(Status::up));
        events.ifPresent(link -> link.report(health));
    }

    @Override
    public void recorded(PresentationId intended) {
        // Nobody presents a pass to a controller, so nobody waits for what is written.
    }

    @Override
    public void unrecorded(PresentationId intended) {
        // As above.
    }

    @Override
    public void appended() {
        events.ifPresent(HubEvents::wake);
    }

    @Override
    public void close() {
        writer.close();
        events.ifPresent(HubEvents::close);
        journal.close();
    }

    /** A lane needs neither keys nor sheets. */
    private record NothingElse() implements HubEvents.Listener {
        @Override
        public List<String> topics() {
            return List.of();
        }

        @Override
        public void hear(String topic, String payload) {}

        @Override
        public void connected() {}
    }
}
