package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.PaymentProvider.Account;
import dev.turnstone.cloud.payment.PaymentProvider.Entry;
import dev.turnstone.cloud.payment.PaymentProvider.Payout;
import dev.turnstone.platform.text.Language;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The provider's account beside our own rows, to the cent. It matches exactly when no line is left that nobody can
 * explain; whatever is left is named.
 */
public record Reconciliation(List<Totals> totals, List<Unexplained> unexplained) {

    /** One of our payments. {@code due}: its money should be on the account by now. */
    public record Ours(String intent, String order, Money amount, Money givenBack, boolean received, boolean due) {}

    /** What was sold, what it cost, what went back, what is contested, and what remains, in one currency. */
    public record Totals(Money gross, Money fee, Money refunded, Money disputed, Money net) {}

    /** A line that does not fit: which one, and why. */
    public record Unexplained(String what, String why) {}

    public boolean exact() {
        return unexplained.isEmpty();
    }

    static Reconciliation of(Account account, List<Ours> payments, List<String> disputes) {
        List<Unexplained> unexplained = new ArrayList<>();
        Map<String, Ours> ours = payments.stream().collect(Collectors.toMap(Ours::intent, Function.identity()));
        for (Entry entry : account.entries()) {
            sums(entry, unexplained);
            switch (entry.kind()) {
                case "charge" -> charge(entry, ours, unexplained);
                case "dispute" -> {
                    if (entry.source().filter(disputes::contains).isEmpty()) {
                        unexplained.add(new Unexplained(entry.id(), "a dispute that is not known here"));
                    }
                }
                // Refunds are compared by their payment, payouts by their sum.
                case "refund", "payout", "fee" -> {}
                default ->
                    unexplained.add(
                            new Unexplained(entry.id(), said(entry.net()) + " of a kind that is not known here"));
            }
        }
        account.payouts().forEach(payout -> payout(payout, account.entries(), unexplained));
        payments.forEach(payment -> payment(payment, account.entries(), unexplained));
        account.held().forEach(held -> held(held, account.entries(), unexplained));
        return new Reconciliation(totals(account.entries()), List.copyOf(unexplained));
    }

    private static void sums(Entry entry, List<Unexplained> unexplained) {
        if (entry.amount().minor() - entry.fee().minor() != entry.net().minor()) {
            unexplained.add(new Unexplained(
                    entry.id(),
                    said(entry.amount()) + " less a fee of " + said(entry.fee()) + " is not " + said(entry.net())));
        }
    }

    private static void charge(Entry entry, Map<String, Ours> ours, List<Unexplained> unexplained) {
        Ours payment = entry.intent().map(ours::get).orElse(null);
        if (payment == null) {
            unexplained.add(new Unexplained(entry.id(), said(entry.amount()) + " that no order here asked for"));
        } else if (!payment.received()) {
            unexplained.add(new Unexplained(
                    entry.id(), said(entry.amount()) + " for order " + payment.order() + ", which is not paid here"));
        } else if (!payment.amount().equals(entry.amount())) {
            unexplained.add(new Unexplained(
                    entry.id(),
                    said(entry.amount()) + " for order " + payment.order() + ", which was to pay "
                            + said(payment.amount())));
        }
    }

    private static void payment(Ours payment, List<Entry> entries, List<Unexplained> unexplained) {
        List<Entry> about = entries.stream()
                .filter(entry -> entry.intent().filter(payment.intent()::equals).isPresent())
                .toList();
        if (payment.received()
                && payment.due()
                && about.stream().noneMatch(entry -> entry.kind().equals("charge"))) {
            unexplained.add(new Unexplained(
                    "order " + payment.order(), said(payment.amount()) + " is paid here, and not on the account"));
        }
        if (!payment.due()) {
            return;
        }
        long back = -about.stream()
                .filter(entry -> entry.kind().equals("refund"))
                .mapToLong(entry -> entry.amount().minor())
                .sum();
        if (back != payment.givenBack().minor()) {
            unexplained.add(new Unexplained(
                    "order " + payment.order(),
                    said(payment.givenBack()) + " went back here, and " + said(of(back, payment.amount()))
                            + " on the account"));
        }
    }

    private static void payout(Payout payout, List<Entry> entries, List<Unexplained> unexplained) {
        long taken = entries.stream()
                .filter(entry -> entry.payout().filter(payout.id()::equals).isPresent())
                .filter(entry -> !entry.kind().equals("payout"))
                .mapToLong(entry -> entry.net().minor())
                .sum();
        if (taken != payout.amount().minor()) {
            unexplained.add(new Unexplained(
                    payout.id(),
                    said(payout.amount()) + " were paid out, and its lines come to "
                            + said(of(taken, payout.amount()))));
        }
    }

    private static void held(Money held, List<Entry> entries, List<Unexplained> unexplained) {
        long sum = entries.stream()
                .filter(entry -> entry.net().currency().equals(held.currency()))
                .mapToLong(entry -> entry.net().minor())
                .sum();
        if (sum != held.minor()) {
            unexplained.add(
                    new Unexplained("balance", said(held) + " are held, and all lines come to " + said(of(sum, held))));
        }
    }

    private static List<Totals> totals(List<Entry> entries) {
        Map<String, List<Entry>> byCurrency = entries.stream()
                .filter(entry -> !entry.kind().equals("payout"))
                .collect(Collectors.groupingBy(entry -> entry.amount().code(), TreeMap::new, Collectors.toList()));
        return byCurrency.values().stream().map(Reconciliation::total).toList();
    }

    private static Totals total(List<Entry> entries) {
        Currency currency = entries.getFirst().amount().currency();
        return new Totals(
                new Money(sum(entries, "charge"), currency),
                new Money(
                        entries.stream().mapToLong(entry -> entry.fee().minor()).sum(), currency),
                new Money(-sum(entries, "refund"), currency),
                new Money(-sum(entries, "dispute"), currency),
                new Money(
                        entries.stream().mapToLong(entry -> entry.net().minor()).sum(), currency));
    }

    private static long sum(List<Entry> entries, String kind) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(kind))
                .mapToLong(entry -> entry.amount().minor())
                .sum();
    }

    private static Money of(long minor, Money like) {
        return new Money(minor, like.currency());
    }

    private static String said(Money money) {
        return money.in(Language.EN);
    }
}
