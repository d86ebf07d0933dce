package dev.turnstone.rehearsal.app;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.log.Logs;
import dev.turnstone.rehearsal.control.ControlPage;
import dev.turnstone.rehearsal.journey.Journey;
import dev.turnstone.rehearsal.venue.GateStaff;
import dev.turnstone.rehearsal.venue.Outlet;
import dev.turnstone.rehearsal.venue.Ports;
import dev.turnstone.rehearsal.venue.Progress;
import dev.turnstone.rehearsal.venue.Secrets;
import dev.turnstone.rehearsal.venue.Venue;
import dev.turnstone.rehearsal.venue.VenueFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code ./turnstone rehearse}: the whole venue on this machine, until Ctrl-C. */
final class RehearseCommand {
    private final InstantSource clock;

    RehearseCommand(InstantSource clock) {
        this.clock = clock;
    }

    Command command() {
        return Command.named(
                        "rehearse", "Run the whole venue on this machine: buy, receive, present, watch.", this::run)
                .value("port", "BASE", "the control page's port; the others follow it (default: 8400, or free ones)")
                .value("data", "FOLDER", "where everything is kept (default: .turnstone/rehearsal beside the checkout)")
                .flag("keep", "continue with what the last rehearsal left, instead of starting clean")
                .flag("smoke", "make the whole journey without a person, and leave")
                .flag("open", "open the control page in the browser")
                .flag("json", "progress and results as one JSON object a line")
                .example("./turnstone rehearse")
                .example("./turnstone rehearse --port 9400 --keep")
                .example("./turnstone rehearse --smoke");
    }

    private int run(Arguments given, PrintStream out, PrintStream err) throws Exception {
        Optional<Integer> base = given.has("port")
                ? Optional.of(given.integer("port", Ports.DEFAULT_BASE, 1024, Ports.HIGHEST_BASE))
                : Optional.empty();
        Path home = home();
        Path data = given.optional("data")
                .map(Path::of)
                .orElse(home.resolve(".turnstone").resolve("rehearsal"));
        Progress progress = given.has("json") ? Progress.json(out) : Progress.words(err);

        long startNanos = System.nanoTime();
        Ports ports = Ports.choose(base);
        VenueFolder folder = VenueFolder.take(data, given.has("keep"));
        Logs.configure("rehearsal", folder.log("rehearsal"));
        Venue venue =
                Venue.prepare(folder, ports, clock, home.resolve(".turnstone").resolve("cache"));
        Thread stop = new Thread(venue::close, "rehearsal-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            venue.watch(progress::part);
            ControlPage control = venue.closing(ControlPage.start(venue));
            progress.say(
                    "starting",
                    "control page " + control.uri() + ", logs in "
                            + folder.root().resolve("log"));
            venue.start();
            progress.say("ready", "after " + seconds(startNanos) + " s: " + control.uri());
            if (given.has("smoke")) {
                return new Journey(venue.ports(), progress).run() ? CommandLine.DONE : CommandLine.FAILED;
            }
            if (given.has("open")) {
                open(control.uri(), err);
            }
            invite(
                    control.uri(),
                    venue.ports(),
                    new Secrets(folder.secrets(), new SecureRandom()).staffPin(),
                    progress);
            new CountDownLatch(1).await();
            return CommandLine.DONE;
        } finally {
            venue.close();
        }
    }

    private static void invite(URI control, Ports ports, String pin, Progress progress) {
        progress.say(
                "staff",
                "a gate's own screen for staff is %s/staff: there \"%s\" signs in with PIN %s"
                        .formatted(ports.uri(Outlet.GATE_A), GateStaff.STAFF, pin));
        progress.say("open", control + " leads to everything. Ctrl-C ends the rehearsal and leaves nothing behind.");
    }

    private static void open(URI uri, PrintStream err) {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        List<String> opener = List.of(mac ? "open" : "xdg-open", uri.toString());
        try {
            new ProcessBuilder(opener)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            err.println("No browser could be opened from here: go to " + uri);
        }
    }

    /** The checkout, as the script says; without the script, where this was called. */
    private static Path home() {
        String said = System.getProperty("turnstone.home", System.getenv().getOrDefault("TURNSTONE_HOME", ""));
        Path home = said.isBlank() ? Path.of("") : Path.of(said);
        Path absolute = home.toAbsolutePath();
        if (!absolute.toFile().isDirectory()) {
            throw new CannotDo(absolute + " is no folder.", "Start it through ./turnstone rehearse.");
        }
        return absolute;
    }

    private static String seconds(long startNanos) {
        return "%.1f".formatted((System.nanoTime() - startNanos) / 1e9);
    }
}
