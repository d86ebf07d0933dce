package dev.turnstone.rehearsal.bench;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.sight.CodeReader;
import dev.turnstone.kiosk.sight.StillReader;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.rehearsal.bench.GateQueue.Guest;
import dev.turnstone.rehearsal.bench.GateQueue.Mark;
import dev.turnstone.rehearsal.bench.GateQueue.Phone;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * From the frame that shows a code to the relay: with the hub at the other end of its cable, and with the cable pulled.
 * Guests come in their own time; what the gate's readers make of each phone is measured along with the rest.
 */
public final class GateBench implements Bench {
    private static final int PHONES = 40;
    private static final int POSES = 4;
    /** Each pass lets so many in, so that few phones make a long queue. */
    private static final int ADMITS = 250;

    private static final int WARM_UP = 120;
    private static final int ROUNDS = 8;
    private static final int ROUND = 25;
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final double LEAST_LET_IN = 99;
    private static final double MOST_MS = 60;
    private static final double MOST_BEYOND_DECODING_MS = 15;
    private static final Duration LINK_PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final long seed;
    private final InstantSource clock;

    public GateBench(long seed, InstantSource clock) {
        this.seed = seed;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public List<Measure> run(Arguments given) {
        return Scratch.of(name(), this::measured);
    }

    private List<Measure> measured(Path folder) throws IOException, InterruptedException {
        StagedEvent event = new StagedEvent(seed, clock.instant(), ADMITS);
        List<Phone> phones = phones(event);
        Path data = Files.createDirectories(folder.resolve("gate"));
        event.enter(Files.createDirectories(StagedHub.data(folder)), PHONES, PHONES);
        SplittableRandom random = new SplittableRandom(seed);
        GateQueue queue = new GateQueue(new Scenes(GateQueue.WIDTH, GateQueue.HEIGHT).without(seed));
        List<Measure> measures = new ArrayList<>();
        try (StagedHub hub = StagedHub.start(folder, event, clock);
                GateRig gate = new GateRig(data, event, hub, queue, clock)) {
            await("the gate reaches its hub", gate::reachesHub);
            through(queue, phones, WARM_UP, random);
            measures.addAll(rows("hub up", rounds(queue, phones, random)));
            hub.pullCable();
            await("the gate knows that its hub is away", gate::decidesAlone);
            measures.addAll(rows("hub away", rounds(queue, phones, random)));
            measures.add(Measure.load());
        }
        return measures;
    }

    private List<Phone> phones(StagedEvent event) {
        Scenes scenes = new Scenes(GateQueue.WIDTH, GateQueue.HEIGHT);
        SplittableRandom random = new SplittableRandom(seed);
        List<Phone> phones = new ArrayList<>();
        for (int index = 0; index < PHONES; index++) {
            phones.add(new Phone(event.text(index), poses(scenes, event.text(index), random)));
        }
        return phones;
    }

    /** As a hand holds it: now better, now worse, and once in a while so that it can be read. */
    private static List<Luma> poses(Scenes scenes, String text, SplittableRandom random) {
        CodeReader reader = new StillReader();
        List<Luma> poses = new ArrayList<>();
        while (poses.stream().noneMatch(pose -> reader.read(pose).isPresent())) {
            poses.clear();
            for (int pose = 0; pose < POSES; pose++) {
                poses.add(scenes.phone(text, random.nextLong()));
            }
        }
        return poses;
    }

    private static List<Guest> through(GateQueue queue, List<Phone> phones, int guests, SplittableRandom random)
            throws InterruptedException {
        queue.send(phones, guests, BETWEEN, random);
        await(
                "all guests have come and gone",
                BETWEEN.multipliedBy(guests * 10L),
                () -> queue.through().isPresent());
        return queue.through().orElseThrow();
    }

    private static List<List<Guest>> rounds(GateQueue queue, List<Phone> phones, SplittableRandom random)
            throws InterruptedException {
        List<List<Guest>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(through(queue, phones, ROUND, random));
        }
        return rounds;
    }

    private static List<Measure> rows(String where, List<List<Guest>> rounds) {
        List<Guest> all = rounds.stream().flatMap(List::stream).toList();
        List<Guest> in = all.stream().filter(Guest::wasLetIn).toList();
        double patient = (double) in.stream().filter(Guest::readByPatient).count();
        List<Measure> rows = new ArrayList<>();
        rows.addAll(figures(where + ": frame to relay", rounds, Guest::frameToRelayMs, MOST_MS));
        rows.addAll(figures(where + ": beyond decoding", rounds, Guest::beyondDecodingMs, MOST_BEYOND_DECODING_MS));
        rows.addAll(parts(where + ": of it eyes", in, Guest::eyesMs));
        rows.addAll(parts(where + ": of it intent", in, guest -> guest.tookMs(Mark.PRESENTED, Mark.RECORDED)));
        rows.addAll(parts(where + ": of it claim", in, guest -> guest.tookMs(Mark.PRESENTED, Mark.ANSWERED)));
        rows.addAll(parts(where + ": of it relay", in, guest -> guest.tookMs(Mark.DECIDED, Mark.RELEASED)));
        rows.add(Measure.told(where + ": guest to relay, p50", percentile(in, Guest::guestToRelayMs, 50), "ms"));
        rows.add(Measure.told(where + ": guest to relay, p95", percentile(in, Guest::guestToRelayMs, 95), "ms"));
        rows.add(Measure.atLeast(where + ": let in", 100.0 * in.size() / all.size(), "%", LEAST_LET_IN));
        rows.add(Measure.told(where + ": read by the patient", 100 * patient / in.size(), "%"));
        return rows;
    }

    /** The quieter rounds speak: what else the machine does meanwhile is not the gate's doing. All of them are told. */
    private static List<Measure> figures(
            String what, List<List<Guest>> rounds, ToDoubleFunction<Guest> figure, double most) {
        double[] p95s = rounds.stream()
                .mapToDouble(round ->
                        percentile(round.stream().filter(Guest::wasLetIn).toList(), figure, 95))
                .sorted()
                .toArray();
        List<Guest> all =
                rounds.stream().flatMap(List::stream).filter(Guest::wasLetIn).toList();
        return List.of(
                Measure.within(what + ", p95", p95s[ROUNDS / 4], "ms", most),
                Measure.told(what + ", all p50", percentile(all, figure, 50), "ms"),
                Measure.told(what + ", all p95", percentile(all, figure, 95), "ms"),
                Measure.told(what + ", all p99", percentile(all, figure, 99), "ms"));
    }

    /** Intent and claim run beside each other, so the parts come to more than the whole. */
    private static List<Measure> parts(String what, List<Guest> guests, ToDoubleFunction<Guest> part) {
        return List.of(
                Measure.told(what + ", p50", percentile(guests, part, 50), "ms"),
                Measure.told(what + ", p95", percentile(guests, part, 95), "ms"));
    }

    private static double percentile(List<Guest> guests, ToDoubleFunction<Guest> figure, int percent) {
        double[] sorted = guests.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[(sorted.length * percent - 1) / 100];
    }

    private static void await(String what, BooleanSupplier come) throws InterruptedException {
        await(what, LINK_PATIENCE, come);
    }

    private static void await(String what, Duration patience, BooleanSupplier come) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!come.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new IllegalStateException(String.format(Locale.ROOT, "not within %s: %s", patience, what));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
