package dev.turnstone.rehearsal.hub;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.command.Commands;
import dev.turnstone.hub.dashboard.Boards;
import dev.turnstone.hub.dashboard.DashboardFeed;
import dev.turnstone.hub.dashboard.DashboardRoutes;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.dashboard.Links;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.incident.IncidentRoutes;
import dev.turnstone.hub.incident.LookedInto;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.order.OrderRoutes;
import dev.turnstone.hub.order.Orders;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.staff.Person;
import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.hub.staff.Sessions;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.hub.staff.StaffDoor.SeenBy;
import dev.turnstone.hub.staff.StaffRoutes;
import dev.turnstone.hub.staff.StaffStore;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** The hub's pages over a real ledger and real accounts; the test is its devices. */
final class ServedHub implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    static final String PASSWORD = "password";

    /** Of {@link #PASSWORD}, and quick to try. */
    static final String HASH = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);

    private static final Topics TOPICS = new Topics(new VenueId("maguey"));

    final DeviceRegistry devices;
    final StaffStore staff;
    final List<DeviceCommand> heard = new CopyOnWriteArrayList<>();
    /** Without a permit no command is answered. */
    final Semaphore toAnswer = new Semaphore(1);

    private int challenges;
    private final Commands commands;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final HttpShell shell;

    ServedHub(Path folder) {
        InstantSource clock = () -> NOW;
        devices = new DeviceRegistry(clock);
        SqliteLedger ledger = closing(SqliteLedger.open(folder.resolve("ledger.db")));
        Roster roster = closing(Roster.open(folder.resolve("roster.db"), KEY.publicKey()));
        staff = closing(StaffStore.open(folder.resolve(StaffStore.FILE)));
        Figures figures = new Figures(clock);
        Arbitration arbitration = new Arbitration(ledger, roster, figures);
        forced(arbitration);
        Links.Link up = new Links.Link(true, NOW);
        LookedInto lookedInto = new LookedInto(staff.audit());
        Boards boards = new Boards(figures, roster, devices, () -> new Links(Optional.of(up), up, true), "maguey")
                .lookedInto(lookedInto::has);
        DashboardFeed feed = closing(DashboardFeed.start(boards, clock));
        figures.onChange(feed::wake);
        StaffDoor door = new StaffDoor(
                new Sessions(staff, Duration.ofMinutes(15), new Random(7), clock, System::nanoTime), SeenBy.STAFF);
        commands = new Commands(KEY, TOPICS, new Broker(), new Random(8), System::nanoTime);
        Orders orders = closing(new Orders(commands, staff.audit(), clock));
        OrderRoutes commanding = closing(new OrderRoutes(orders, devices, staff.audit(), door, () -> boards.zone(NOW)));
        devices.onChange(() -> {
            feed.wake();
            commanding.changed();
        });
        shell =
                closing(HttpShell.named("hub-dashboard")
                        .listen("127.0.0.1", 0)
                        .routes(new DashboardRoutes(boards, feed, ledger, figures, roster, door, clock)::routing)
                        .routes(commanding::routing)
                        .routes(new IncidentRoutes(
                                figures, lookedInto, ledger.seals(), door, clock, boards::zone, feed::wake)::routing)
                        .routes(new StaffRoutes(door, staff, () -> boards.zone(NOW))::routing)
                        .start());
    }

    /** Somebody has gone through lane b-1 by force. */
    private static void forced(Arbitration arbitration) {
        JournalId journal = JournalId.random(new Random(3));
        Stamp stamp = new Stamp(Duration.ZERO, TimeInterval.exactly(NOW), new HybridTime(NOW.toEpochMilli(), 0));
        Fact fact = new Fact.Crossed(1, new GateId("B"), new LaneId("b-1"), Direction.IN, Crossing.BREAK_IN);
        byte[] entry = JournalCodec.encode(new JournalEntry(1, stamp, fact), ChainHash.origin(journal));
        JournalMerge.Batch batch = new JournalMerge.Batch(new DeviceId("gate-b"), journal, 1, List.of(entry));
        arbitration.take(List.of(new Order.Read(batch, position -> {})), NOW, 0);
    }

    URI uri() {
        return shell.uri();
    }

    void hire(String account, Role role) {
        staff.put(new Person(account, account, Set.of(role), Optional.of(HASH), Source.HUB));
    }

    /** A device that takes no commands. */
    void shows(String device, String gate, String lane, String state) {
        told(new DeviceId(device), state(gate, lane, state));
    }

    /** One that does, each time with another challenge. */
    void obeys(String device, String gate, String lane, String state) {
        told(new DeviceId(device), state(gate, lane, state).challenge("%032x".formatted(++challenges)));
    }

    void fallsSilent(String device) {
        told(new DeviceId(device), DeviceState.silent("b"));
    }

    private void told(DeviceId device, DeviceState state) {
        devices.stated(device, state);
        commands.stated(device, state);
    }

    private static DeviceState state(String gate, String lane, String state) {
        return DeviceState.online("b", "0.1", List.of(new DeviceState.Lane(lane, gate, state)), NOW);
    }

    /** The device has done what it has heard last. */
    private void done() {
        DeviceCommand command = heard.getLast();
        commands.answered(
                new DeviceId(command.device()),
                new DeviceCommand.Outcome(command.command(), DeviceCommand.Outcome.DONE, Optional.empty(), NOW));
    }

    /** Brings every command to {@link #heard}, and then an answer. */
    private final class Broker implements DeviceBus {
        @Override
        public Link link() {
            return new Link(true, NOW);
        }

        @Override
        public void publish(String topic, byte[] payload) {
            throw new AssertionError("a command that never expires");
        }

        @Override
        public void publish(String topic, byte[] payload, Duration life) {
            byte[] signed = Json.read(payload, SignedCommand.class)
                    .verified(KEY.publicKey())
                    .orElseThrow();
            heard.add(Json.read(signed, DeviceCommand.class));
            // Held up here, before its time runs: no command is late because the test is slow.
            toAnswer.acquireUninterruptibly();
            toAnswer.release();
            done();
        }

        @Override
        public void retain(String topic, byte[] payload) {
            throw new AssertionError("a command is never retained");
        }

        @Override
        public void close() {}
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
