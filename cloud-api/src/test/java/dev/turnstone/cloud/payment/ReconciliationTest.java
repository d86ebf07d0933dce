package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.PaymentProvider.Account;
import dev.turnstone.cloud.payment.PaymentProvider.Entry;
import dev.turnstone.cloud.payment.PaymentProvider.Payout;
import dev.turnstone.cloud.payment.Reconciliation.Ours;
import dev.turnstone.cloud.payment.Reconciliation.Unexplained;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.testing.TestCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");

    /** A month at the provider and here: payments with fees, refunds whole and in part, disputes, a payout a day. */
    private static final class Month {
        private final SplittableRandom random;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Payout> payouts = new ArrayList<>();
        private final List<Ours> ours = new ArrayList<>();
        private final List<String> disputes = new ArrayList<>();
        private long net;
        private int count;

        Month(long seed) {
            random = new SplittableRandom(seed);
            for (int day = 0; day < 30; day++) {
                day(FIRST.plus(Duration.ofDays(day)), day < 28);
            }
        }

        private void day(Instant at, boolean paidOut) {
            Optional<String> payout = paidOut ? Optional.of("po_" + payouts.size()) : Optional.empty();
            long before = net;
            for (int sale = random.nextInt(5, 40); sale > 0; sale--) {
                sale(at, payout);
            }
            payout.ifPresent(id -> {
                long taken = net - before;
                payouts.add(new Payout(id, mxn(taken), "paid", at.plus(Duration.ofDays(2))));
                book("payout", id, Optional.empty(), -taken, 0, at, payout);
            });
        }

        private void sale(Instant at, Optional<String> payout) {
            int number = count++;
            String intent = "pi_" + number;
            long amount = 365_00L * random.nextInt(1, 7);
            book("charge", "ch_" + number, Optional.of(intent), amount, amount * 36 / 1000 + 300, at, payout);
            long back = 0;
            switch (random.nextInt(12)) {
                case 0 -> back = amount;
                case 1 -> back = 365_00;
                case 2 -> {
                    disputes.add("dp_" + number);
                    book("dispute", "dp_" + number, Optional.of(intent), -amount, 300_00, at, payout);
                }
                default -> {}
            }
            if (back > 0) {
                book("refund", "re_" + number, Optional.of(intent), -back, 0, at, payout);
            }
            ours.add(new Ours(intent, "T-" + number, mxn(amount), mxn(back), true, true));
        }

        private void book(
                String kind,
                String source,
                Optional<String> intent,
                long amount,
                long fee,
                Instant at,
                Optional<String> payout) {
            net += amount - fee;
            entries.add(new Entry(
                    "txn_" + entries.size(),
                    kind,
                    Optional.of(source),
                    intent,
                    mxn(amount),
                    mxn(fee),
                    mxn(amount - fee),
                    at,
                    payout));
        }

        Reconciliation compared() {
            return Reconciliation.of(new Account(payouts, entries, List.of(mxn(net))), ours, disputes);
        }
    }

    @Test
    void aMonthOfSalesRefundsDisputesAndPayoutsIsExplainedToTheLastLine() {
        for (long seed = 0; seed < 20; seed++) {
            long shown = seed;
            assertEquals(List.of(), new Month(seed).compared().unexplained(), () -> "seed " + shown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount and net", "net", "fee and net"})
    void oneCentThatIsMissingFromAnyLineIsFoundAndNamed(String where) {
        for (long seed = 0; seed < 200; seed++) {
            var month = new Month(seed % 10);
            int at = new SplittableRandom(seed).nextInt(month.entries.size());
            Entry line = month.entries.get(at);
            month.entries.set(at, less(line, where));

            List<Unexplained> found = month.compared().unexplained();

            long shown = seed;
            assertFalse(found.isEmpty(), () -> "seed " + shown);
            boolean named = found.stream()
                    .anyMatch(each -> each.what().equals(line.id())
                            || line.payout().filter(each.what()::equals).isPresent()
                            || each.what().equals("balance"));
            assertTrue(named, () -> "seed " + shown + ": " + line + " is not named in " + found);
        }
    }

    private static Entry less(Entry line, String where) {
        long amount = line.amount().minor() - (where.startsWith("amount") ? 1 : 0);
        long fee = line.fee().minor() + (where.startsWith("fee") ? 1 : 0);
        return new Entry(
                line.id(),
                line.kind(),
                line.source(),
                line.intent(),
                mxn(amount),
                mxn(fee),
                mxn(line.net().minor() - 1),
                line.booked(),
                line.payout());
    }

    @Test
    void aLineThatNobodyHereSoldAndASaleThatIsNotOnTheAccountAreNamed() {
        var month = new Month(3);
        month.ours.removeFirst();
        month.ours.add(new Ours("pi_x", "T-X", mxn(100), mxn(0), true, true));

        List<Unexplained> found = month.compared().unexplained();

        assertTrue(found.stream().anyMatch(each -> each.what().equals("txn_0")), found::toString);
        assertTrue(found.stream().anyMatch(each -> each.what().equals("order T-X")), found::toString);
    }

    @Test
    void theAccountIsReadIntoTheTablesAndComparedWithWhatWasSold() {
        try (var cloud = new TestCloud(10)) {
            Order order = cloud.held(2);
            String intent = Objects.requireNonNull(cloud.opened(order).intent());
            cloud.provider.pay(intent);
            cloud.settlement.settle(order.id());
            cloud.clock.advance(Duration.ofHours(1));
            cloud.provider.account(booked(intent, order.total().minor()));
            cloud.bookkeeper.read();
            cloud.bookkeeper.read();

            Reconciliation exact = cloud.jdbi.withHandle(Bookkeeper::compare);
            assertTrue(exact.exact(), exact::toString);
            assertEquals(order.total(), exact.totals().getFirst().gross());

            cloud.provider.account(booked(intent, order.total().minor() - 1));
            cloud.bookkeeper.read();
            Reconciliation short1 = cloud.jdbi.withHandle(Bookkeeper::compare);
            assertEquals("txn_1", short1.unexplained().getFirst().what());
        }
    }

    private static Account booked(String intent, long amount) {
        return new Account(
                List.of(),
                List.of(new Entry(
                        "txn_1",
                        "charge",
                        Optional.of("ch_1"),
                        Optional.of(intent),
                        mxn(amount),
                        mxn(300),
                        mxn(amount - 300),
                        TestCloud.NOW,
                        Optional.empty())),
                List.of(mxn(amount - 300)));
    }

    private static Money mxn(long minor) {
        return Money.of(minor, "MXN");
    }
}
