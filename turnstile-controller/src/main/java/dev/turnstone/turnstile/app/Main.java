package dev.turnstone.turnstile.app;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.app.Program;
import dev.turnstone.platform.app.Startup;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.log.Logs;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.grant.GrantConfig;
import dev.turnstone.turnstile.grant.GrantDesk;
import dev.turnstone.turnstile.grant.GrantRoutes;
import dev.turnstone.turnstile.grant.RecentNews;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.link.HubConfig;
import dev.turnstone.turnstile.record.LaneFigures;
import dev.turnstone.turnstile.record.LaneRecord;
import dev.turnstone.turnstile.technician.Pin;
import dev.turnstone.turnstile.technician.RawTerminal;
import dev.turnstone.turnstile.technician.Technician;
import dev.turnstone.turnstile.technician.TerminalLane;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lane as a program of its own. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) {
        List<String> words = new ArrayList<>(List.of("lane"));
        words.addAll(List.of(args));
        Command lane = Command.named("lane", "Runs one lane of a gate.", Main::run)
                .flag("simulate", "a turnstile in this terminal, with keys for what people do")
                .value("walk-after", "MS", "with --simulate: somebody walks through so long after each release")
                .value("config", "FILE", "the lane to govern")
                .flag("hash-pin", "asks for a technician's PIN and prints it as the configuration keeps it")
                .value("check", "FILE", "reads a lane's file, says what is wrong with it, and opens nothing")
                .example("./turnstone lane --simulate")
                .example("./turnstone lane --check lane.yaml")
                .example("./turnstone lane --config lane.yaml");
        System.exit(new CommandLine("./turnstone", List.of(lane)).run(words, System.out, System.err));
    }

    private static int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        if (arguments.has("simulate")) {
            return simulate(arguments, out);
        }
        if (arguments.has("hash-pin")) {
            return hashPin(out);
        }
        if (arguments.optional("check").isPresent()) {
            return check(arguments.optional("check").get(), out);
        }
        Optional<String> config = arguments.optional("config");
        if (config.isEmpty()) {
            throw new UsageFault("Say which lane: --config FILE, or --simulate for one in this terminal.");
        }
        Program.run("lane", new String[] {"--config", config.get()}, Main::govern);
        return CommandLine.DONE;
    }

    /** The PIN is asked for, not taken from the call: a shell remembers what was called. */
    private static int hashPin(PrintStream out) throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        String pin = terminal.isPresent()
                ? new String(terminal.get().readPassword("Technician's PIN (at least %d characters): ", Pin.SHORTEST))
                : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            out.printf(
                    "technician:%n  pin: \"%s\"%n",
                    Pin.of(pin, new SecureRandom()).kept());
        } catch (IllegalArgumentException e) {
            throw new UsageFault("That will not do: " + e.getMessage() + ".");
        }
        return CommandLine.DONE;
    }

    private static int check(String file, PrintStream out) {
        try {
            LaneFile said = LaneFile.checked(Config.load(Path.of(file), System.getenv()));
            out.printf("%s is right: lane %s.%n", file, said.lane().lane());
            return CommandLine.DONE;
        } catch (ConfigException e) {
            throw new CannotDo(String.valueOf(e.getMessage()), "The keys are described in lane.schema.json.");
        }
    }

    private static int simulate(Arguments arguments, PrintStream out) throws IOException {
        Logs.configure("lane");
        Optional<Duration> walkAfter = arguments.has("walk-after")
                ? Optional.of(Duration.ofMillis(arguments.integer("walk-after", 600, 0, 60_000)))
                : Optional.empty();
        LaneSettings settings = LaneSettings.simulated(new LaneId("demo"), Direction.IN, walkAfter);
        try (Lane lane = Lanes.open(settings);
                RawTerminal terminal = RawTerminal.open()) {
            new TerminalLane(lane, Direction.IN, out, TerminalLane.coloursWanted()).run(System.in);
        }
        return CommandLine.DONE;
    }

    private static void govern(Startup start) {
        Config config = start.config();
        LaneFile file = LaneFile.read(config);
        SecureRandom random = new SecureRandom();
        String boot = HexFormat.of().toHexDigits(random.nextLong());
        LaneRecord record = start.closing(LaneRecord.open(config.folder("data", file.data()), start.clock()));
        Optional<HubSide> hub = file.hub().flatMap(said -> hubSide(start, said, file.data(), boot));
        Lane lane = start.closing(Lanes.open(file.lane()));
        lane.listen(record::add);
        Optional<GrantDesk> desk =
                file.grants().map(grants -> new GrantDesk(lane, grants.paired(), random, System::nanoTime));
        hub.ifPresent(side -> {
            side.tell(lane, event -> desk.flatMap(made -> made.challengeOf(event)));
            side.report(start.health());
        });
        LaneFigures.report(start.metrics(), lane);
        start.health().vital("lane", () -> lane.failing().map(Status::down).orElseGet(() -> standing(lane)));
        start.health()
                .part("record", () -> record.trouble().map(Status::degraded).orElseGet(Status::up));
        file.grants()
                .ifPresent(grants -> serve(start, lane, grants, desk.orElseThrow(), boot, hub.map(HubSide::journal)));
        start.closing(HttpShell.named("lane")
                .listen(file.host(), file.port())
                .health(start.health())
                .metrics(start.metrics())
                .routes(Technician.page(config, lane, file.lane(), record, random)::routing)
                .start());
        start.ready();
    }

    /** A disk that fails costs the account of the lane, and never the lane. */
    private static Optional<HubSide> hubSide(Startup start, HubConfig hub, Path data, String boot) {
        try {
            SSLContext identity = Identity.load(hub.identity()).sslContext();
            return Optional.of(start.closing(HubSide.open(hub, identity, data, boot, start.clock())));
        } catch (StoreException e) {
            LOG.error("There is no journal, and the hub is told nothing of this lane: {}", e.getMessage());
            start.health().part("journal", () -> Status.degraded(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** The lane for the devices it is paired with. */
    private static void serve(
            Startup start, Lane lane, GrantConfig grants, GrantDesk desk, String boot, Optional<JournalId> journal) {
        RecentNews news = RecentNews.of(lane);
        HttpShell.Builder shell = HttpShell.named("grants")
                .listen(grants.host(), grants.port())
                .routes(new GrantRoutes(lane, desk, news, boot, journal)::routing);
        grants.identity().ifPresent(folder -> shell.tls(Identity.load(folder), ClientAuth.REQUIRED));
        start.closing(shell.start());
        start.closing(news); // Before the listener: whoever waits for news is told that there are none.
    }

    private static Status standing(Lane lane) {
        return switch (lane.state()) {
            case LOCKED, GRANTED, PASSING, HELD_OPEN, OUT_OF_SERVICE -> Status.up();
            case FREE -> Status.degraded("the way out is free after an alarm");
            case FAULTED -> Status.degraded(lane.view().faults().toString());
        };
    }
}
