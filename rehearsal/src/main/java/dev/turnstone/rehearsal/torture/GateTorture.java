package dev.turnstone.rehearsal.torture;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.hub.ledger.Settlement;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import dev.turnstone.rehearsal.stage.StagedHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Promises 1 and 3 at a whole gate: a real kiosk, killed again and again while guests stand before it, its hub reachable
 * or not. Whenever a pass's relay has risen, the hub's ledger has that entry in the end, once; and no pass that admits one
 * has raised the relay twice, in whichever life it was shown.
 */
final class GateTorture implements AutoCloseable {
    static final int MOST_AT_FIRST = 40;
    private static final int MOST_SHOWN = 3;
    private static final Duration LET_IN_WITHIN = Duration.ofSeconds(20);
    private static final Duration HOLDS_STILL_FOR = Duration.ofSeconds(4);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);
    private static final Duration REPLY_WITHIN = Duration.ofMillis(600);
    private static final int MOST_LEDGER_ROWS = 100_000;

    private final Path folder;
    private final SplittableRandom random;
    private final StagedEvent event;
    private final StagedHub hub;
    private final StagedGate gate;
    private final List<Path> classesFirst;
    private final List<Showing> shown = new ArrayList<>();
    private int passes;
    private int kills;

    /** One pass before the camera, from this instant on until the next. */
    private record Showing(int pass, long sinceNanos) {}

    /** What the next life is to be like. */
    record Life(Hub hub, Kill kill) {
        static Life drawn(SplittableRandom random) {
            Kill kill = switch (random.nextInt(10)) {
                case 0 -> Kill.STARTING;
                case 1, 2, 3 -> Kill.AFTER_SHOWING;
                case 4, 5, 6, 7 -> Kill.AT_THE_RELAY;
                default -> Kill.WHENEVER;
            };
            return new Life(random.nextBoolean() ? Hub.REACHED : Hub.AWAY, kill);
        }
    }

    enum Hub {
        REACHED,
        AWAY
    }

    /** Around which moment its end is drawn. */
    enum Kill {
        STARTING,
        AFTER_SHOWING,
        AT_THE_RELAY,
        WHENEVER
    }

    /**
     * @param rounds how many lives there will be at most, so that there are passes for all of them
     * @param classesFirst folders of classes that the gate finds before ours: a fault that somebody has planted
     */
    GateTorture(Path folder, long seed, int rounds, InstantSource clock, List<Path> classesFirst)
            throws InterruptedException {
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        this.classesFirst = List.copyOf(classesFirst);
        this.event = new StagedEvent(seed, clock.instant(), 1);
        int enough = (rounds + 1) * MOST_SHOWN + MOST_AT_FIRST;
        event.enter(made(StagedHub.data(folder)), enough, enough);
        this.hub = StagedHub.start(folder, event, clock);
        this.gate = new StagedGate(folder, event, hub);
    }

    private static Path made(Path folder) {
        boolean there = folder.toFile().mkdirs() || folder.toFile().isDirectory();
        if (!there) {
            throw new IllegalStateException("cannot make " + folder);
        }
        return folder;
    }

    /**
     * A first life, in which the gate hears of keys and sheet, lets some guests in, and leaves by itself.
     *
     * @param tracer what stands before it on the command line; nothing, where nobody records it
     */
    void acquaint(List<String> tracer, int guests) throws InterruptedException {
        gate.start(tracer, classesFirst);
        gate.awaitReady();
        await("the gate has its settings", LET_IN_WITHIN, () -> says("settings", "\"up\""));
        for (int guest = 0; guest < guests; guest++) {
            letIn(passes++);
        }
        gate.stop();
    }

    /** The cuts of a recorded first life. */
    PowerCuts powerCuts(Path recording, Roster roster, Instant now) throws IOException {
        return new PowerCuts(Recording.read(recording), gate.data(), gate.meter(), event, risenPasses(), roster, now);
    }

    /** The roster as the hub has it, to be read beside it. */
    Roster roster() {
        return Roster.open(StagedHub.data(folder).resolve("roster.db"), event.settingsKey());
    }

    /** The files whose every write is to be recorded. */
    List<Path> files() {
        return PowerCuts.files(gate.data(), gate.meter());
    }

    int kills() {
        return kills;
    }

    int rises() {
        return gate.rises().size();
    }

    /** One life and its end. */
    void round(Life life) throws InterruptedException {
        if (life.hub == Hub.AWAY) {
            hub.pullCable();
        } else {
            hub.plugCable();
        }
        gate.start(List.of(), classesFirst);
        if (life.kill == Kill.STARTING) {
            pauseMs(random.nextInt(2_000));
        } else {
            gate.awaitReady();
            present(life.kill);
        }
        gate.kill();
        kills++;
    }

    /** Some guests who get in, perhaps one who was in before, and one during whom the power goes. */
    private void present(Kill kill) throws InterruptedException {
        for (int before = random.nextInt(MOST_SHOWN); before > 0; before--) {
            letIn(passes++);
        }
        if (!shown.isEmpty() && random.nextBoolean()) {
            int again = shown.get(random.nextInt(shown.size())).pass;
            boolean isIn = risenPasses().contains(again);
            show(again);
            pauseMs(isIn ? (int) REPLY_WITHIN.toMillis() : random.nextInt(1_500));
            if (!isIn) {
                // May be let in yet, however late: nobody may stand behind it, or the rise would be taken for theirs.
                return;
            }
        }
        switch (kill) {
            case STARTING -> {}
            case AFTER_SHOWING -> {
                show(passes++);
                pauseMs(random.nextInt(400));
            }
            case AT_THE_RELAY -> {
                letIn(passes++);
                pauseMs(random.nextInt(60));
            }
            case WHENEVER -> {
                show(passes++);
                pauseMs(random.nextInt(1_500));
            }
        }
    }

    /** As a guest does: who is not answered holds the phone up again. */
    private void letIn(int pass) throws InterruptedException {
        int rises = rises();
        long deadline = System.nanoTime() + LET_IN_WITHIN.toNanos();
        do {
            show(pass);
            if (come(HOLDS_STILL_FOR, () -> rises() > rises)) {
                return;
            }
        } while (System.nanoTime() - deadline < 0);
        throw new IllegalStateException("not let in within " + LET_IN_WITHIN + "\n" + gate.log());
    }

    private void show(int pass) throws InterruptedException {
        shown.add(new Showing(pass, System.nanoTime()));
        gate.show(event.text(pass));
    }

    /** A last life in which everything reaches the hub; then what is wrong, of all lives together. Empty where nothing is. */
    List<String> verdict() throws InterruptedException {
        hub.plugCable();
        gate.start(List.of(), classesFirst);
        gate.awaitReady();
        await("the gate's journal has reached the hub", DRAINED_WITHIN, () -> says("journal", " 0 not yet"));
        gate.stop();
        hub.close();
        try (SqliteLedger ledger = SqliteLedger.open(StagedHub.data(folder).resolve("ledger.db"))) {
            List<String> wrong = new ArrayList<>(entries(ledger.newest(MOST_LEDGER_ROWS), risenPasses(), event));
            ledger.load().incidents().stream()
                    .map(Incident::detail)
                    .map("the hub found: "::concat)
                    .forEach(wrong::add);
            return wrong;
        }
    }

    /** For every rise of the relay the pass that was before the camera: nobody else was. */
    List<Integer> risenPasses() {
        return gate.rises().stream()
                .map(rise -> shown.stream()
                        .filter(showing -> showing.sinceNanos - rise < 0)
                        .reduce((earlier, later) -> later)
                        .orElseThrow()
                        .pass)
                .toList();
    }

    /** What is wrong with a ledger, of these rises. */
    static List<String> entries(List<LedgerRow> rows, List<Integer> risen, StagedEvent event) {
        List<String> wrong = new ArrayList<>();
        for (int pass : risen.stream().distinct().toList()) {
            PassNumber number = event.pass(pass).number();
            long rises = risen.stream().filter(each -> each == pass).count();
            long entries = rows.stream()
                    .filter(row -> row.shown()
                            .filter(each -> each.number().equals(number))
                            .isPresent())
                    .filter(row -> counts(row.settlement()))
                    .count();
            if (rises != 1) {
                wrong.add("pass " + pass + " admits one, and raised the relay " + rises + " times");
            }
            if (entries != 1) {
                wrong.add("pass " + pass + " raised the relay, and the ledger has " + entries + " entries of it");
            }
        }
        return wrong;
    }

    private static boolean counts(Settlement settlement) {
        return switch (settlement) {
            case COMPLETED, UNKNOWN, FORCED, FREE -> true;
            // Still open means that its device never told: the claim alone is no record of what happened.
            case OPEN, ABANDONED, TURNED_AWAY, UNPROVEN -> false;
        };
    }

    private boolean says(String part, String word) {
        try {
            return gate.health().path("parts").path(part).toString().contains(word);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        if (!come(patience, condition)) {
            throw new IllegalStateException("not within " + patience + ": " + what + "\n" + gate.log());
        }
    }

    private static boolean come(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return true;
    }

    private static void pauseMs(int ms) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(ms));
    }

    @Override
    public void close() {
        gate.kill();
        gate.close();
        hub.close();
    }
}
