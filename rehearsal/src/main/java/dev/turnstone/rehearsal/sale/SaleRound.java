package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.payment.Disputes;
import dev.turnstone.cloud.payment.Intent;
import dev.turnstone.cloud.payment.Intent.State;
import dev.turnstone.cloud.payment.Payment;
import dev.turnstone.cloud.payment.Refunds;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.payment.Sweeper;
import dev.turnstone.cloud.payment.WebhookWork;
import dev.turnstone.cloud.sale.Basket;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.platform.text.Language;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One seeded evening: a few guests at too few tickets, a provider whose webhooks come twice, late, in any order or never,
 * and a process that dies over and over, at any step. One thread plays all of it, so that a seed repeats it; what others
 * do while the provider is being asked is played in the middle of that very call.
 */
final class SaleRound {
    /** What may be broken on purpose, to see that it is found. */
    enum Planted {
        NOTHING,
        A_CANCEL_THAT_IS_BELIEVED,
        NO_SWEEPER
    }

    private static final int STEPS = 120;
    private static final int DEEPEST = 2;
    private static final int MOST_STEPS_BEFORE_DEATH = 16;
    private static final int LONGER_THAN_A_HOLD = 1_500;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock;
    private final Planted planted;
    private final SplittableRandom random;
    private final Mortal mortal;
    private final Postbox postbox;
    private final PretendStripe stripe;
    private final Selling selling;
    private final Settlement settlement;
    private final Sweeper sweeper;
    private final Refunds refunds;
    private final WebhookWork work;
    private final SaleAudit audit;
    private final Event event;
    private final List<Guest> guests = new ArrayList<>();
    private final List<PretendStripe.News> onTheWay = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int depth;
    private int deaths;

    SaleRound(SaleHouse house, Mortal mortal, Postbox postbox, SettableClock clock, Planted planted, long seed) {
        // The names of orders decide nothing, and no two rounds may have the same.
        var names = new SecureRandom();
        this.clock = clock;
        this.planted = planted;
        this.random = new SplittableRandom(seed);
        this.mortal = mortal;
        this.postbox = postbox;
        this.stripe = new PretendStripe(this::post);
        var line = new FrailLine(stripe, mortal, this::meanwhile, planted == Planted.A_CANCEL_THAT_IS_BELIEVED);
        this.selling = new Selling(house.jdbi(), clock, names);
        this.settlement = new Settlement(house.jdbi(), line, house.issuer(), clock, () -> {});
        this.sweeper = new Sweeper(house.jdbi(), line, settlement, clock, random);
        this.refunds = new Refunds(house.jdbi(), line, settlement, house.issuer(), clock, random);
        this.work = new WebhookWork(
                house.jdbi(), settlement, refunds, new Disputes(house.jdbi(), line, clock), clock, random);
        this.event = house.evening(random.nextInt(3, 9), random.nextInt(1, 4), clock.instant());
        this.audit = new SaleAudit(house.jdbi(), event, stripe);
        for (int guest = random.nextInt(2, 7); guest > 0; guest--) {
            guests.add(new Guest());
        }
    }

    /** One buyer, with what their page knows: it may be older than what is true by now. */
    private static final class Guest {
        private @Nullable Order order;
        private @Nullable String intent;
    }

    /** What was wrong a minute after the last fault, and at the end; empty where nothing was. */
    List<String> run() {
        for (int step = 0; step < STEPS; step++) {
            mortal.live();
            if (random.nextBoolean()) {
                mortal.dieBefore(random.nextInt(1, MOST_STEPS_BEFORE_DEATH));
            }
            try {
                step();
            } catch (Mortal.Killed e) {
                deaths++;
            }
            depth = 0;
        }
        mortal.live();
        recover();
        return wrong;
    }

    int deaths() {
        return deaths;
    }

    private void meanwhile() {
        if (depth < DEEPEST && random.nextInt(4) == 0) {
            depth++;
            step();
            depth--;
        }
    }

    private void step() {
        switch (random.nextInt(11)) {
            case 0, 1, 2, 3 -> attempt(guests.get(random.nextInt(guests.size())));
            case 4, 5 -> deliverOne();
            case 6 -> work.round();
            case 7 -> sweep();
            case 8 ->
                clock.advance(Duration.ofSeconds(random.nextInt(1, random.nextInt(4) == 0 ? LONGER_THAN_A_HOLD : 60)));
            case 9 -> giveBackOne();
            default -> bankAnswers();
        }
    }

    private void attempt(Guest guest) {
        try {
            goOn(guest);
        } catch (RuntimeException e) {
            wrong.add("a guest saw an error: " + e);
        }
    }

    private void goOn(Guest guest) {
        Order order = guest.order;
        if (order == null) {
            place(guest);
            return;
        }
        String intent = guest.intent;
        switch (random.nextInt(8)) {
            // With the order as the page read it, however long ago.
            case 0, 1, 2 ->
                guest.intent = settlement.open(order).map(Payment::intent).orElse(intent);
            case 3 -> settlement.settle(order.id());
            case 4, 5 -> Optional.ofNullable(intent).ifPresent(stripe::pay);
            case 6 -> Optional.ofNullable(intent).ifPresent(stripe::process);
            default -> Optional.ofNullable(intent).ifPresent(stripe::decline);
        }
    }

    private void place(Guest guest) {
        var quantities = new TreeMap<>(Map.of(0, random.nextInt(1, 4)));
        var basket = new Basket(quantities, "Ana López", "ana@example.com", Language.EN);
        if (selling.place(event, basket) instanceof Placing.Held held) {
            guest.order = held.order();
        }
    }

    private void post(PretendStripe.News news) {
        int copies = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 3);
        for (int copy = 0; copy < copies; copy++) {
            onTheWay.add(news);
        }
    }

    /** Any of those on the way: so they overtake each other. One that is not taken stays and comes again. */
    private void deliverOne() {
        if (!onTheWay.isEmpty()) {
            PretendStripe.News news = onTheWay.remove(random.nextInt(onTheWay.size()));
            if (!postbox.deliver(news)) {
                onTheWay.add(news);
            }
        }
    }

    private void bankAnswers() {
        stripe.intents().stream()
                .filter(intent -> intent.state() == State.PROCESSING)
                .sorted(Comparator.comparing(Intent::id))
                .findFirst()
                .ifPresent(intent -> {
                    if (random.nextBoolean()) {
                        stripe.pay(intent.id());
                    } else {
                        stripe.decline(intent.id());
                    }
                });
    }

    /** The owner gives one ticket's money back. */
    private void giveBackOne() {
        Order order = guests.get(random.nextInt(guests.size())).order;
        if (order != null) {
            Optional<UUID> ticket = audit.anyTicket(order.id());
            if (ticket.isPresent()) {
                refunds.ask(order.id(), ticket);
            }
        }
        refunds.round();
    }

    private void sweep() {
        if (planted != Planted.NO_SWEEPER) {
            sweeper.sweep();
        }
    }

    /** The fault clears: banks have answered, half of what was on the way comes, nobody dies any more. */
    private void recover() {
        while (stripe.intents().stream().anyMatch(intent -> intent.state() == State.PROCESSING)) {
            bankAnswers();
        }
        onTheWay.removeIf(_ -> random.nextBoolean());
        while (!onTheWay.isEmpty()) {
            deliverOne();
        }
        goOnFor(A_MINUTE, Duration.ofSeconds(5));
        wrong.addAll(audit.paidWithoutTickets());
        goOnFor(Duration.ofHours(2), Duration.ofMinutes(5));
        wrong.addAll(audit.everything());
    }

    private void goOnFor(Duration time, Duration rest) {
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(rest)) {
            clock.advance(rest);
            work.round();
            refunds.round();
            sweep();
        }
    }
}
