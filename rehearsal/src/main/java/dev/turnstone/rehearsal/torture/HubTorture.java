package dev.turnstone.rehearsal.torture;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.hub.ledger.Answer;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.LedgerSeals;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.rehearsal.rig.RigBroker;
import dev.turnstone.rehearsal.rig.RigHub;
import dev.turnstone.rehearsal.rig.RigVenue;
import dev.turnstone.rehearsal.torture.TortureCommand.Ordeal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Promise 3 at a hub under load: what it has answered, and every journal position that it has acknowledged, is there after
 * it was killed, its broker was, its disk was full, its clock was a day off, or a backup was put in its ledger's place.
 */
final class HubTorture implements AutoCloseable {
    private static final int LANES = 6;
    private static final int PASSES = 2_000;
    private static final int ADMITS = 250;
    private static final Duration COMES_HOME_WITHIN = Duration.ofSeconds(60);
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final Path folder;
    private final SplittableRandom random;
    private final RigVenue venue;
    private final Optional<RigBroker> broker;
    private final RigHub hub;
    private final List<HubLane> lanes = new ArrayList<>();
    private final Map<Misfortune, Integer> done = new EnumMap<>(Misfortune.class);
    private final Map<PresentationId, Decision> beforeRestore = new HashMap<>();
    private long kills;

    /** What is done to the hub in one round. */
    enum Misfortune {
        KILLED,
        BROKER_KILLED,
        DISK_FULL,
        CLOCK_A_DAY_OFF,
        BACKUP_RESTORED
    }

    HubTorture(Path folder, long seed, InstantSource clock) throws IOException, InterruptedException {
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        this.venue = RigVenue.in(folder, PASSES, ADMITS, seed, clock);
        this.broker = RigBroker.start(venue);
        this.hub = RigHub.start(venue, broker, "-XX:TieredStopAtLevel=1");
        AtomicLong passes = new AtomicLong();
        for (int at = 0; at < LANES; at++) {
            HubLane lane = new HubLane(venue, hub, "gate-" + at, passes, random.split(), clock);
            lane.start();
            lanes.add(lane);
        }
    }

    static Ordeal run(Path folder, int rounds, long seed, InstantSource clock)
            throws IOException, InterruptedException {
        try (HubTorture torture = new HubTorture(folder, seed, clock)) {
            int round = 0;
            List<String> wrong = List.of();
            while (round < rounds && wrong.isEmpty()) {
                wrong = torture.round(round++);
            }
            List<String> violations = wrong.isEmpty() ? torture.finish() : wrong;
            return new Ordeal(round, torture.kills, torture.told(), violations);
        }
    }

    private String told() {
        return answered().size() + " grants and "
                + lanes.stream().mapToLong(HubLane::acknowledged).sum() + " entries acknowledged, " + done;
    }

    private Map<PresentationId, Decision> answered() {
        return lanes.stream()
                .flatMap(lane -> lane.answered().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Misfortune misfortune(int round) {
        return switch (round % 6) {
            case 1 -> broker.isPresent() ? Misfortune.BROKER_KILLED : Misfortune.KILLED;
            case 3 -> Files.exists(PRLIMIT) ? Misfortune.DISK_FULL : Misfortune.KILLED;
            case 4 -> Files.exists(FAKETIME) ? Misfortune.CLOCK_A_DAY_OFF : Misfortune.KILLED;
            case 5 -> Misfortune.BACKUP_RESTORED;
            default -> Misfortune.KILLED;
        };
    }

    List<String> round(int round) throws IOException, InterruptedException {
        Misfortune misfortune = misfortune(round);
        done.merge(misfortune, 1, Integer::sum);
        workFor(random.nextInt(200, 1_500));
        return switch (misfortune) {
            case KILLED -> killed(Map.of());
            case BROKER_KILLED -> {
                broker.orElseThrow().killAndRestart();
                workFor(random.nextInt(200, 1_000));
                yield killed(Map.of());
            }
            case DISK_FULL -> {
                limitFiles(Long.toString(sizeOfLog()));
                workFor(random.nextInt(200, 1_000));
                if (random.nextBoolean()) {
                    limitFiles("unlimited");
                    workFor(random.nextInt(200, 1_000));
                }
                yield killed(Map.of());
            }
            case CLOCK_A_DAY_OFF ->
                killed(Map.of(
                        "LD_PRELOAD",
                        FAKETIME.toString(),
                        "FAKETIME",
                        random.nextBoolean() ? "+1d" : "-1d",
                        "DONT_FAKE_MONOTONIC",
                        "1"));
            case BACKUP_RESTORED -> restored();
        };
    }

    private static void workFor(int ms) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(ms));
    }

    /** What was acknowledged before the kill is what must be there after it. */
    private List<String> killed(Map<String, String> environment) throws IOException, InterruptedException {
        Map<PresentationId, Decision> answered = answered();
        Map<HubLane, Long> acknowledged =
                lanes.stream().collect(Collectors.toMap(Function.identity(), HubLane::acknowledged));
        hub.kill();
        kills++;
        List<String> wrong = examined(answered, acknowledged);
        hub.restart(environment);
        return wrong;
    }

    private List<String> examined(Map<PresentationId, Decision> answered, Map<HubLane, Long> acknowledged) {
        List<String> wrong = new ArrayList<>();
        try (SqliteLedger ledger = SqliteLedger.open(ledgerFile())) {
            LedgerStore.Image image = ledger.load();
            Map<PresentationId, Decision> kept =
                    image.answers().stream().collect(Collectors.toMap(Answer::id, Answer::decision));
            answered.forEach((id, decision) -> {
                if (!decision.equals(kept.get(id)) && !beforeRestore.containsKey(id)) {
                    wrong.add(id + " was answered " + decision + ", and the ledger says " + kept.get(id));
                }
            });
            acknowledged.forEach((lane, position) -> {
                long at = ledgerPosition(image, lane);
                if (at < position) {
                    wrong.add("a journal was acknowledged up to " + position + ", and the ledger has it up to " + at);
                }
            });
            ledger.seals().verify(null).fault().ifPresent(wrong::add);
        }
        return wrong;
    }

    private static long ledgerPosition(LedgerStore.Image image, HubLane lane) {
        return image.journals().stream()
                .filter(journal -> journal.id().equals(lane.journal()))
                .mapToLong(journal -> journal.entries().size())
                .sum();
    }

    private Path ledgerFile() {
        return venue.data().resolve("ledger.db");
    }

    /** Taken under load; what came after it only the gates still know, and they tell it again. */
    private List<String> restored() throws IOException, InterruptedException {
        Path copy = folder.resolve("backup-" + kills + ".db");
        try (SqliteLedger running = SqliteLedger.open(ledgerFile())) {
            running.seals().copyTo(copy);
        }
        workFor(random.nextInt(200, 1_000));
        hub.kill();
        kills++;
        List<String> wrong = new ArrayList<>();
        try (SqliteLedger backup = SqliteLedger.open(copy)) {
            LedgerSeals.Findings findings = backup.seals().verify(null);
            findings.fault().ifPresent(fault -> wrong.add("the backup: " + fault));
        }
        for (String ending : List.of("-wal", "-shm")) {
            Files.deleteIfExists(venue.data().resolve("ledger.db" + ending));
        }
        Files.move(copy, ledgerFile(), StandardCopyOption.REPLACE_EXISTING);
        beforeRestore.putAll(answered());
        hub.restart(Map.of());
        wrong.addAll(comesHome());
        return wrong;
    }

    /** Every journal is at the hub to its end, by itself; then what was restored is whole again. */
    private List<String> comesHome() throws InterruptedException {
        lanes.forEach(lane -> lane.pause(true));
        boolean home = await(() -> lanes.stream().allMatch(lane -> lane.isPaused() && lane.isDrained()));
        List<String> wrong = new ArrayList<>();
        if (!home) {
            lanes.stream()
                    .filter(lane -> !lane.isDrained())
                    .forEach(lane -> wrong.add("a journal of " + lane.last() + " entries did not come home"));
        }
        lanes.forEach(lane -> lane.pause(false));
        return wrong;
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + COMES_HOME_WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        return true;
    }

    /** At the end: every journal is home, and every grant that was ever acknowledged is in the ledger. */
    private List<String> finish() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>(comesHome());
        hub.kill();
        try (SqliteLedger ledger = SqliteLedger.open(ledgerFile())) {
            Set<PresentationId> rows =
                    ledger.newest(Integer.MAX_VALUE).stream().map(LedgerRow::id).collect(Collectors.toSet());
            answered().keySet().stream()
                    .filter(id -> !rows.contains(id))
                    .forEach(id -> wrong.add(id + " was granted, and the ledger has never heard of it"));
            ledger.seals().verify(null).fault().ifPresent(wrong::add);
        }
        return wrong;
    }

    private long sizeOfLog() throws IOException {
        Path log = venue.data().resolve("ledger.db-wal");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** No file of the hub's may grow beyond this: as a full disk, its writes fail. */
    private void limitFiles(String bytes) throws IOException, InterruptedException {
        new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(hub.pid()), "--fsize=" + bytes + ":")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        lanes.forEach(HubLane::close);
        hub.close();
        broker.ifPresent(RigBroker::close);
    }
}
