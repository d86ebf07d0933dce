package dev.turnstone.rehearsal.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.hub.device.RosterRoutes;
import dev.turnstone.kiosk.link.RosterFeed;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A roster of 100,000 passes on its way to a gate that has none: the hub's own routes and file at one end, the gate's
 * own feed and file at the other, every page signed and verified, until the gate looks passes up. Without TLS, whose part
 * is small. Beside it the same file merely copied and synced. The first time is a process that has just started, as a
 * new gate has.
 */
public final class RosterBench implements Bench {
    private static final int PASSES = 100_000;
    private static final int PAGE = 1_000;
    private static final double MOST_SECONDS = 5;
    private static final double MOST_LOOKUP_US = 25;
    private static final EventId EVENT = new EventId("maguey-saturday");
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    private final long seed;

    public RosterBench(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "roster";
    }

    @Override
    public List<Measure> run(Arguments given) {
        return Scratch.of(name(), this::run);
    }

    private List<Measure> run(Path folder) throws IOException {
        Random random = new Random(seed);
        byte[] key = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(key);
        SigningKey hubKey = SigningKey.fromSeed(key);
        List<Long> numbers = random.longs(PASSES).distinct().boxed().toList();
        try (dev.turnstone.hub.roster.Roster sold =
                        dev.turnstone.hub.roster.Roster.open(folder.resolve("hub.db"), hubKey.publicKey());
                HttpShell hub = HttpShell.named("hub")
                        .routes(new RosterRoutes(sold, hubKey)::routing)
                        .start()) {
            sell(sold, numbers, random);
            double first = seconds(folder.resolve("gate-1"), hub.uri(), hubKey.publicKey(), numbers);
            double again = seconds(folder.resolve("gate-2"), hub.uri(), hubKey.publicKey(), numbers);
            Path file = file(folder.resolve("gate-2"));
            return List.of(
                    Measure.within("100,000 passes to a new gate", first, "s", MOST_SECONDS),
                    Measure.told("the same by the file copied", first / copied(file), "×"),
                    Measure.told("to a gate that is warm", again, "s"),
                    Measure.told("the file", Files.size(file) / 1e6, "MB"),
                    Measure.within(
                            "pass looked up", lookedUp(folder.resolve("gate-2"), numbers), "µs", MOST_LOOKUP_US));
        }
    }

    private static void sell(dev.turnstone.hub.roster.Roster sold, List<Long> numbers, Random random) {
        byte[] proof = new byte[Proof.BYTES];
        for (int from = 0; from < numbers.size(); from += PAGE) {
            List<FeedEntry<JsonNode>> entries = new ArrayList<>();
            for (int at = from; at < Math.min(numbers.size(), from + PAGE); at++) {
                random.nextBytes(proof);
                PassChange change = PassChange.of(
                        EVENT,
                        new PassNumber(numbers.get(at)),
                        at % 4,
                        1,
                        1,
                        revoked(at) ? PassChange.REVOKED : PassChange.VALID,
                        Proof.of(proof));
                entries.add(
                        new FeedEntry<>(at + 1L, FeedEntry.PASS, Json.mapper().valueToTree(change)));
            }
            sold.apply(new FeedPage<>("life-1", entries, numbers.size()), NOW);
        }
    }

    private static boolean revoked(int at) {
        return at % 100 == 7;
    }

    /** Until every pass is known, and kept. */
    private static double seconds(Path gate, URI hub, PublicKey hubKey, List<Long> numbers) throws IOException {
        Files.createDirectories(gate);
        try (HeardFile heard = HeardFile.open(gate);
                Roster roster = Roster.open(gate, heard, InstantSource.fixed(NOW));
                RosterFeed feed = new RosterFeed(
                        hub,
                        SSLContext.getDefault(),
                        Optional.of(hubKey),
                        roster,
                        () -> List.of(EVENT),
                        new Random(1))) {
            long start = System.nanoTime();
            feed.start();
            while (!roster.status(EVENT).present()) {
                LockSupport.parkNanos(1_000_000);
                if (System.nanoTime() - start > 60_000_000_000L) {
                    throw new IllegalStateException("the roster does not come: " + feed.trouble());
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            require(roster.status(EVENT).passes() == numbers.size());
            require(roster.status(EVENT).fault().isEmpty());
            return seconds;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double copied(Path file) throws IOException {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            Path copy = file.resolveSibling("copy-" + round);
            long start = System.nanoTime();
            Files.copy(file, copy);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
            Files.delete(copy);
        }
        return best;
    }

    /** By a gate that has just opened the file. */
    private static double lookedUp(Path gate, List<Long> numbers) {
        try (HeardFile heard = HeardFile.open(gate);
                Roster roster = Roster.open(gate, heard, InstantSource.fixed(NOW))) {
            long start = System.nanoTime();
            for (int at = 0; at < numbers.size(); at++) {
                Standing standing =
                        roster.known(EVENT, new PassNumber(numbers.get(at))).standing();
                require(standing instanceof Standing.Revoked == revoked(at));
            }
            return (System.nanoTime() - start) / 1e3 / numbers.size();
        }
    }

    private static Path file(Path gate) throws IOException {
        try (Stream<Path> files = Files.list(gate)) {
            return files.filter(file -> file.toString().endsWith(".roster"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("the gate does not know what the hub told it");
        }
    }
}
