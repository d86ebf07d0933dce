package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.payment.Disputes;
import dev.turnstone.cloud.payment.Payment;
import dev.turnstone.cloud.payment.Refunds;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.payment.WebhookWork;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.rehearsal.bench.Bench;
import dev.turnstone.rehearsal.bench.Measure;
import dev.turnstone.rehearsal.stage.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/**
 * Selling against PostgreSQL itself. The provider answers at once here; what its rate limit makes of it is told beside.
 */
public final class SaleBench implements Bench {
    private static final int TICKETS = 10_000;
    private static final int WANTED = 24_000;
    private static final int[] CLIENTS = {8, 50, 200};
    private static final int RUNS = 20;
    private static final int BUCKETS = 8;
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 10;
    private static final int ROUND_SECONDS = 5;
    private static final double LEAST_OF_PGBENCH = 0.6;
    private static final double MOST_WEBHOOK_MS = 5_000;

    /** Stripe's own, for each of its addresses; a purchase reads its intent twice (webhook and return). */
    private static final double STRIPE_ORDERS_PER_SECOND = 25 / 2.0;

    private final long seed;
    private final InstantSource clock;

    public SaleBench(long seed, InstantSource clock) {
        this.seed = seed;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sale";
    }

    @Override
    public List<Measure> run(Arguments given) {
        Pgbench pgbench = Pgbench.find()
                .orElseThrow(() -> new CannotDo(
                        "There is no pgbench to measure against.",
                        "It is in PostgreSQL's own package (Debian: postgresql-contrib, or postgresql-15 and later)."));
        try {
            Path folder = Files.createTempDirectory("turnstone-bench-");
            List<Measure> measures = new ArrayList<>();
            try (var house = SaleHouse.open(folder)) {
                measures.addAll(purchases(house, pgbench));
                measures.addAll(sellOuts(house));
                measures.addAll(hundred(house));
                measures.addAll(webhooks(house, 50));
                measures.addAll(webhooks(house, 1_000));
            }
            Folders.delete(folder);
            return measures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotDo("The measuring was interrupted.", "Run it again.");
        }
    }

    private List<Measure> sellOuts(SaleHouse house) {
        List<Measure> measures = new ArrayList<>();
        for (int at = 0; at < CLIENTS.length; at++) {
            int clients = CLIENTS[at];
            int runs = RUNS / CLIENTS.length + (at < RUNS % CLIENTS.length ? 1 : 0);
            int exact = 0;
            double worstP99 = 0;
            double seconds = 0;
            for (int run = 0; run < runs; run++) {
                Event event = house.evening(TICKETS, BUCKETS, clock.instant());
                var selling = selling(house);
                var result = new SellOut(house.jdbi(), selling, event).run(WANTED, clients, seed + run);
                exact += result.exact(TICKETS) ? 1 : 0;
                worstP99 = Math.max(worstP99, result.p99Ms());
                seconds += result.seconds();
            }
            String crowd = " at " + clients + " clients";
            measures.add(Measure.atLeast("exact sell-outs of 10,000" + crowd, exact, "runs", runs));
            measures.add(Measure.told("hold, worst p99" + crowd, worstP99, "ms"));
            measures.add(Measure.told("tickets asked for" + crowd, WANTED * runs / seconds, "1/s"));
        }
        return measures;
    }

    private Selling selling(SaleHouse house) {
        return new Selling(house.jdbi(), clock, new SecureRandom());
    }

    /** Everything that one purchase is, the provider's own time aside. */
    private record Till(
            Jdbi database,
            Selling selling,
            Settlement settlement,
            PretendStripe stripe,
            Event event,
            InstantSource clock) {
        static Till of(SaleHouse house, Jdbi database, Event event, InstantSource clock) {
            var stripe = new PretendStripe(_ -> {});
            return new Till(
                    database,
                    new Selling(database, clock, new SecureRandom()),
                    new Settlement(database, stripe, house.issuer(), clock, () -> {}),
                    stripe,
                    event,
                    clock);
        }

        WebhookWork work(SaleHouse house) {
            var random = new SplittableRandom(1);
            return new WebhookWork(
                    database,
                    settlement,
                    new Refunds(database, stripe, settlement, house.issuer(), clock, random),
                    new Disputes(database, stripe, clock),
                    clock,
                    random);
        }

        Payment bought() {
            if (!(selling.place(event, SellOut.basket(1)) instanceof Placing.Held held)) {
                throw new IllegalStateException("refused with stock left");
            }
            Payment payment = settlement.open(held.order()).orElseThrow();
            stripe.pay(Objects.requireNonNull(payment.intent()));
            settlement.settle(held.order().id());
            return payment;
        }
    }

    private List<Measure> purchases(SaleHouse house, Pgbench pgbench) throws IOException, InterruptedException {
        Event event = house.evening(1_000_000, BUCKETS, clock.instant());
        Till till = Till.of(house, house.jdbi(), event, clock);
        Path script = Files.writeString(house.folder().resolve("purchase.sql"), script(house, event, clock));
        rate(till, WARM_UP_SECONDS);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = rate(till, ROUND_SECONDS);
            theirs[round] = pgbench.rate(script, house.port(), AT_ONCE, ROUND_SECONDS);
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        return List.of(
                Measure.atLeastOf(
                        "orders, from hold to tickets", ours[ROUNDS / 2], "1/s", theirs[ROUNDS / 2], LEAST_OF_PGBENCH),
                Measure.told("orders that Stripe's limit bears", STRIPE_ORDERS_PER_SECOND, "1/s"));
    }

    /** One purchase, heard on its way to PostgreSQL and written down for pgbench. */
    static String script(SaleHouse house, Event event, InstantSource clock) {
        String uri = "jdbc:postgresql://localhost:" + house.port() + "/postgres";
        var recording = new Recording();
        Till till = Till.of(house, Jdbi.create(() -> recording.connection(uri)), event, clock);
        Payment payment = till.bought();
        Order order = house.jdbi()
                .withHandle(handle -> Orders.byId(handle, payment.orderId()))
                .orElseThrow();
        return house.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select token, pass_number from ticket where order_id = :order")
                        .bind("order", order.id())
                        .map((row, _) -> PgbenchScript.of(
                                recording.said(),
                                new PgbenchScript.Unique(
                                        order,
                                        payment.id(),
                                        Objects.requireNonNull(payment.intent()),
                                        Objects.requireNonNull(payment.clientSecret()),
                                        row.getString("token"),
                                        row.getLong("pass_number"))))
                        .one());
    }

    private static double rate(Till till, int seconds) {
        var orders = new AtomicLong();
        long start = System.nanoTime();
        long endNanos = start + seconds * 1_000_000_000L;
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < AT_ONCE; client++) {
                crowd.execute(() -> {
                    while (System.nanoTime() < endNanos) {
                        till.bought();
                        orders.incrementAndGet();
                    }
                });
            }
        }
        return orders.get() / ((System.nanoTime() - start) / 1e9);
    }

    private List<Measure> hundred(SaleHouse house) {
        Event event = house.evening(100, 1, clock.instant());
        Till till = Till.of(house, house.jdbi(), event, clock);
        var done = new AtomicInteger();
        long start = System.nanoTime();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 100)
                    .forEach(_ -> crowd.execute(() -> {
                        till.bought();
                        done.incrementAndGet();
                    }));
        }
        return List.of(
                Measure.atLeast("of 100 purchases at once", done.get(), "done", 100),
                Measure.told("100 purchases at once", (System.nanoTime() - start) / 1e6, "ms"));
    }

    /** A burst about one order, every event another, all at once; then worked off. */
    private List<Measure> webhooks(SaleHouse house, int burst) {
        Event event = house.evening(10, 1, clock.instant());
        Till till = Till.of(house, house.jdbi(), event, clock);
        if (!(till.selling().place(event, SellOut.basket(1)) instanceof Placing.Held held)) {
            throw new IllegalStateException("refused with stock left");
        }
        String intent = Objects.requireNonNull(
                till.settlement().open(held.order()).orElseThrow().intent());
        till.stripe().pay(intent);
        var taken = new AtomicInteger();
        long[] nanos = new long[burst];
        // The crowd is closed first, and that waits for all of it.
        try (var postbox = new Postbox(house.jdbi(), clock);
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            String run = UUID.randomUUID().toString();
            IntStream.range(0, burst)
                    .forEach(at -> crowd.execute(() -> {
                        long start = System.nanoTime();
                        var news = new PretendStripe.News("payment_intent.succeeded", intent);
                        taken.addAndGet(postbox.deliver("evt_" + run + "_" + at, news) ? 1 : 0);
                        nanos[at] = System.nanoTime() - start;
                    }));
        }
        var work = till.work(house);
        long start = System.nanoTime();
        while (work.round()) {
            // Until none is left.
        }
        double workedMs = (System.nanoTime() - start) / 1e6;
        long tickets = house.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from ticket where event_id = :event")
                        .bind("event", event.id())
                        .mapTo(Long.class)
                        .one());
        Arrays.sort(nanos);
        return List.of(
                Measure.atLeast("of " + burst + " webhooks at once", taken.get(), "taken", burst),
                Measure.within("longest of " + burst + " webhooks", nanos[burst - 1] / 1e6, "ms", MOST_WEBHOOK_MS),
                Measure.within("tickets of them all", (double) tickets, "issued", 1),
                Measure.told("worked off by one worker", workedMs, "ms"));
    }
}
