package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.sale.Basket;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.platform.text.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;

/** More people than tickets: baskets of one to four, taken by so many clients at once until all were asked for. */
final class SellOut {
    private final Jdbi database;
    private final Selling selling;
    private final Event event;

    SellOut(Jdbi database, Selling selling, Event event) {
        this.database = database;
        this.selling = selling;
        this.event = event;
    }

    /**
     * @param held what buyers were told they hold
     * @param counted what the tables say is held
     * @param refusedWithStock how often somebody was refused although there was enough for their basket
     */
    record Result(long held, long counted, long refusedWithStock, double seconds, double p99Ms) {
        boolean exact(long tickets) {
            return held == tickets && counted == tickets && refusedWithStock == 0;
        }
    }

    Result run(int wanted, int clients, long seed) {
        List<Integer> baskets = baskets(wanted, seed);
        var next = new AtomicInteger();
        var held = new AtomicLong();
        var refusedWithStock = new AtomicLong();
        long[] nanos = new long[baskets.size()];
        long start = System.nanoTime();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                crowd.execute(() -> {
                    for (int at = next.getAndIncrement(); at < baskets.size(); at = next.getAndIncrement()) {
                        int quantity = baskets.get(at);
                        long asked = System.nanoTime();
                        switch (selling.place(event, basket(quantity))) {
                            case Placing.Held _ -> held.addAndGet(quantity);
                            // Nothing is given back in a sell-out: what is left now was there when it was refused.
                            case Placing.TooFewLeft few -> refusedWithStock.addAndGet(few.left() >= quantity ? 1 : 0);
                            case Placing.Refused _ -> refusedWithStock.incrementAndGet();
                        }
                        nanos[at] = System.nanoTime() - asked;
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        Tier tier =
                database.withHandle(handle -> Events.tiers(handle, event.id())).getFirst();
        return new Result(
                held.get(),
                tier.held() + tier.sold(),
                refusedWithStock.get(),
                seconds,
                nanos[nanos.length * 99 / 100] / 1e6);
    }

    static Basket basket(int quantity) {
        return new Basket(new TreeMap<>(Map.of(0, quantity)), "Ana López", "ana@example.com", Language.EN);
    }

    private static List<Integer> baskets(int wanted, long seed) {
        var random = new SplittableRandom(seed);
        List<Integer> baskets = new ArrayList<>();
        for (int left = wanted; left > 0; ) {
            int quantity = Math.min(left, random.nextInt(1, 5));
            baskets.add(quantity);
            left -= quantity;
        }
        return baskets;
    }
}
