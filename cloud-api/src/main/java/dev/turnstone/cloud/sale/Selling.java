package dev.turnstone.cloud.sale;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Stock;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.promo.PromoCode;
import dev.turnstone.cloud.promo.Promos;
import dev.turnstone.cloud.sale.Placing.Fault;
import dev.turnstone.cloud.sale.Placing.Held;
import dev.turnstone.cloud.sale.Placing.Refused;
import dev.turnstone.cloud.sale.Placing.TooFewLeft;
import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** From a basket to an order whose tickets are held. Prices are ours: a form names tiers and quantities, no more. */
public final class Selling {
    private final Jdbi database;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Selling(Jdbi database, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    public Placing place(Event event, Basket basket) {
        Instant now = clock.instant();
        return database.inTransaction(handle -> place(handle, event, basket, now));
    }

    private Placing place(Handle handle, Event event, Basket basket, Instant now) {
        List<Tier> tiers = Events.tiers(handle, event.id());
        List<Fault> faults = check(event, tiers, basket, now);
        if (!faults.isEmpty()) {
            return new Refused(faults);
        }
        List<Wanted> wanted = wanted(tiers, basket);
        List<Fault> beyond = beyondPerPerson(handle, event, basket, wanted);
        if (!beyond.isEmpty()) {
            return new Refused(beyond);
        }
        Optional<PromoCode> promo = Optional.empty();
        List<Money> off =
                wanted.stream().map(each -> Money.of(0, event.currency())).toList();
        if (!basket.promo().isEmpty()) {
            promo = Promos.find(handle, event.id(), basket.promo());
            switch (answer(promo, wanted, now)) {
                case PromoCode.Answer.Off(List<Money> lines) -> off = lines;
                case PromoCode.Answer.Not(String key, Money argument) -> {
                    return new Refused(List.of(new Fault("promo", key, argument.in(basket.language()))));
                }
            }
        }
        UUID id = insert(handle, event, basket, new Bill(wanted, off, promo.map(PromoCode::code)), now);
        // Holds come last, so that a tier's row is locked for no longer than its statement and the commit; and always
        // in one order, so that two baskets never wait for each other.
        for (Wanted each : wanted.stream()
                .sorted(Comparator.comparing(each -> each.tier().id()))
                .toList()) {
            if (!Stock.hold(handle, id, each.line(), each.tier(), each.quantity(), id.hashCode(), now)) {
                long left = left(handle, event, each.tier());
                handle.rollback();
                return new TooFewLeft(each.tier().index(), left);
            }
        }
        if (promo.isPresent() && !Promos.hold(handle, promo.get().id(), id, now)) {
            handle.rollback();
            return new Refused(List.of(new Fault("promo", "fault.promo-used", "")));
        }
        return new Held(Orders.byId(handle, id).orElseThrow());
    }

    /** An order of what was set aside for somebody: its stock is held already, and its holds are the caller's to write. */
    public Order placeSetAside(
            Handle handle, Event event, Tier tier, int quantity, Guest guest, Language language, Instant now) {
        var basket = new Basket(new TreeMap<>(Map.of(tier.index(), quantity)), guest, language, "");
        List<Wanted> wanted = List.of(new Wanted(1, tier, quantity));
        Bill bill = new Bill(wanted, List.of(Money.of(0, event.currency())), Optional.empty());
        return Orders.byId(handle, insert(handle, event, basket, bill, now)).orElseThrow();
    }

    private static PromoCode.Answer answer(Optional<PromoCode> promo, List<Wanted> wanted, Instant now) {
        List<PromoCode.Line> lines = wanted.stream()
                .map(each ->
                        new PromoCode.Line(each.tier().id(), each.tier().price().times(each.quantity())))
                .toList();
        return promo.map(code -> code.answer(lines, now))
                .orElseGet(() -> new PromoCode.Answer.Not(
                        "fault.promo",
                        Money.of(0, wanted.getFirst().tier().price().code())));
    }

    /** What is written down: the lines, what comes off each, and by which code. */
    private record Bill(List<Wanted> wanted, List<Money> off, Optional<String> promo) {}

    /** What one person may have is counted over all their orders, and their orders are placed one after the other. */
    private static List<Fault> beyondPerPerson(Handle handle, Event event, Basket basket, List<Wanted> wanted) {
        if (wanted.stream().allMatch(each -> each.tier().maxPerPerson() == null)) {
            return List.of();
        }
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:person, 0))::text")
                .bind("person", event.id() + " " + basket.email().toLowerCase(Locale.ROOT))
                .mapTo(String.class)
                .one();
        List<Fault> beyond = new ArrayList<>();
        for (Wanted each : wanted) {
            Integer most = each.tier().maxPerPerson();
            if (most != null && has(handle, event, basket, each.tier()) + each.quantity() > most) {
                beyond.add(new Fault("quantity-" + each.tier().index(), "fault.most-person", most));
            }
        }
        return beyond;
    }

    private static long has(Handle handle, Event event, Basket basket, Tier tier) {
        return handle.createQuery("""
                        select coalesce(sum(l.quantity), 0) from orders o join order_line l on l.order_id = o.id
                         where o.event_id = :event and lower(o.guest_email) = lower(:email) and l.tier_id = :tier
                               and o.state in ('awaiting_approval', 'pending', 'paid', 'confirmed', 'partly_refunded')
                        """)
                .bind("event", event.id())
                .bind("email", basket.email())
                .bind("tier", tier.id())
                .mapTo(Long.class)
                .one();
    }

    private static long left(Handle handle, Event event, Tier asked) {
        return Events.tiers(handle, event.id()).stream()
                .filter(each -> each.id().equals(asked.id()))
                .mapToLong(Tier::left)
                .sum();
    }

    private record Wanted(int line, Tier tier, int quantity) {}

    private static List<Wanted> wanted(List<Tier> tiers, Basket basket) {
        List<Wanted> wanted = new ArrayList<>();
        for (Tier tier : tiers) {
            int quantity = basket.quantities().getOrDefault(tier.index(), 0);
            if (quantity > 0) {
                wanted.add(new Wanted(wanted.size() + 1, tier, quantity));
            }
        }
        return wanted;
    }

    /** Everything that is wrong, at once, each with its field: nobody mends a form one error at a time. */
    static List<Fault> check(Event event, List<Tier> tiers, Basket basket, Instant now) {
        List<Fault> faults = new ArrayList<>();
        if (!event.sells(now)) {
            faults.add(new Fault("event", "fault.over", event.name()));
        }
        int total = 0;
        for (Map.Entry<Integer, Integer> each : basket.quantities().entrySet()) {
            int quantity = each.getValue();
            String field = "quantity-" + each.getKey();
            Tier tier = tiers.stream()
                    .filter(candidate -> candidate.index() == each.getKey())
                    .findFirst()
                    .orElse(null);
            if (tier == null) {
                faults.add(new Fault(field, "fault.no-tier", each.getKey()));
            } else if (quantity < 0 || quantity > tier.maxPerOrder()) {
                faults.add(new Fault(field, "fault.most", tier.maxPerOrder()));
            } else if (quantity > 0 && quantity < tier.minPerOrder()) {
                faults.add(new Fault(field, "fault.least", tier.minPerOrder()));
            } else if (quantity > 0 && !tier.onSale(now)) {
                faults.add(new Fault(field, "fault.not-on-sale", tier.name(basket.language())));
            } else {
                total += quantity;
            }
        }
        if (total == 0 && faults.isEmpty()) {
            faults.add(new Fault("quantity", "fault.none", 0));
        }
        faults.addAll(basket.guest().faults());
        return faults;
    }

    private UUID insert(Handle handle, Event event, Basket basket, Bill bill, Instant now) {
        Money nothing = Money.of(0, event.currency());
        Money subtotal = nothing;
        Money fee = nothing;
        for (Wanted each : bill.wanted()) {
            subtotal = subtotal.plus(each.tier().price().times(each.quantity()));
            fee = fee.plus(each.tier().fee().times(each.quantity()));
        }
        long discount = bill.off().stream().mapToLong(Money::minor).sum();
        Instant expires = now.plus(event.hold());
        UUID id = handle.createQuery("""
                        insert into orders (token, number, event_id, state, guest_name, guest_email, language, currency,
                                            subtotal_minor, fee_minor, discount_minor, total_minor, promo_code,
                                            created_at, hold_expires_at, next_check_at)
                        values (:token, :number, :event, 'pending', :name, :email, :language, :currency,
                                :subtotal, :fee, :discount, :total, cast(:promo as text), :now, :expires, :expires)
                        returning id
                        """)
                .bind("token", Tokens.secret(random))
                .bind("number", Tokens.orderNumber(random))
                .bind("event", event.id())
                .bind("name", basket.name())
                .bind("email", basket.email())
                .bind("language", basket.language().name().toLowerCase(Locale.ROOT))
                .bind("currency", event.currency())
                .bind("subtotal", subtotal.minor())
                .bind("fee", fee.minor())
                .bind("discount", discount)
                .bind("total", subtotal.plus(fee).minor() - discount)
                .bind("promo", bill.promo().orElse(null))
                .bind("now", now)
                .bind("expires", expires)
                .mapTo(UUID.class)
                .one();
        for (Wanted each : bill.wanted()) {
            handle.createUpdate("""
                            insert into order_line (order_id, line, tier_id, quantity, unit_price_minor, unit_fee_minor,
                                                    discount_minor)
                            values (:order, :line, :tier, :quantity, :price, :fee, :discount)
                            """)
                    .bind("order", id)
                    .bind("line", each.line())
                    .bind("tier", each.tier().id())
                    .bind("quantity", each.quantity())
                    .bind("price", each.tier().price().minor())
                    .bind("fee", each.tier().fee().minor())
                    .bind("discount", bill.off().get(each.line() - 1).minor())
                    .execute();
        }
        return id;
    }
}
