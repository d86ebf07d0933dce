package dev.turnstone.cloud.payment;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.BalanceTransactionSource;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.PayoutListParams;
import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.PaymentProvider.Account;
import dev.turnstone.cloud.payment.PaymentProvider.Contested;
import dev.turnstone.cloud.payment.PaymentProvider.Entry;
import dev.turnstone.cloud.payment.PaymentProvider.Evidence;
import dev.turnstone.cloud.payment.PaymentProvider.GivenBack;
import dev.turnstone.cloud.payment.PaymentProvider.Payout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stripe's refunds, disputes and account, in our words. */
final class StripeAccount {
    private static final long PAGE = 100;

    private StripeAccount() {}

    static GivenBack refund(Refund refund) {
        GivenBack.State state = switch (Objects.requireNonNullElse(refund.getStatus(), "")) {
            case "succeeded" -> GivenBack.State.SUCCEEDED;
            case "failed", "canceled" -> GivenBack.State.FAILED;
            default -> GivenBack.State.PENDING;
        };
        return new GivenBack(refund.getId(), state, Objects.requireNonNullElse(refund.getFailureReason(), ""));
    }

    static List<Contested> disputes(StripeClient stripe, String intent) throws StripeException {
        var params = DisputeListParams.builder()
                .setPaymentIntent(intent)
                .setLimit(PAGE)
                .build();
        return stripe.v1().disputes().list(params).getData().stream()
                .map(dispute -> new Contested(
                        dispute.getId(),
                        state(dispute.getStatus()),
                        dispute.getReason(),
                        money(dispute.getAmount(), dispute.getCurrency()),
                        Optional.ofNullable(dispute.getEvidenceDetails())
                                .map(Dispute.EvidenceDetails::getDueBy)
                                .map(Instant::ofEpochSecond)))
                .toList();
    }

    private static String state(String status) {
        return switch (status) {
            case "needs_response", "warning_needs_response" -> "needs_response";
            case "under_review", "warning_under_review" -> "under_review";
            case "won", "lost" -> status;
            default -> "closed";
        };
    }

    static DisputeUpdateParams evidence(Evidence evidence) {
        return DisputeUpdateParams.builder()
                .setEvidence(DisputeUpdateParams.Evidence.builder()
                        .setCustomerName(evidence.customerName())
                        .setCustomerEmailAddress(evidence.customerEmail())
                        .setProductDescription(evidence.description())
                        .setUncategorizedText(evidence.story())
                        .build())
                .setSubmit(true)
                .build();
    }

    static Account read(StripeClient stripe, Instant since) throws StripeException {
        List<Payout> payouts = new ArrayList<>();
        Map<String, String> takenAlong = new HashMap<>();
        var payoutsSince = PayoutListParams.builder()
                .setLimit(PAGE)
                .setCreated(PayoutListParams.Created.builder()
                        .setGte(since.getEpochSecond())
                        .build())
                .build();
        for (com.stripe.model.Payout payout :
                stripe.v1().payouts().list(payoutsSince).autoPagingIterable()) {
            payouts.add(new Payout(
                    payout.getId(),
                    money(payout.getAmount(), payout.getCurrency()),
                    payout.getStatus(),
                    Instant.ofEpochSecond(payout.getArrivalDate())));
            var within = BalanceTransactionListParams.builder()
                    .setPayout(payout.getId())
                    .setLimit(PAGE)
                    .build();
            for (BalanceTransaction line :
                    stripe.v1().balanceTransactions().list(within).autoPagingIterable()) {
                takenAlong.put(line.getId(), payout.getId());
            }
        }
        return new Account(payouts, entries(stripe, since, takenAlong), held(stripe));
    }

    private static List<Entry> entries(StripeClient stripe, Instant since, Map<String, String> payouts)
            throws StripeException {
        List<Entry> entries = new ArrayList<>();
        var linesSince = BalanceTransactionListParams.builder()
                .setLimit(PAGE)
                .setCreated(BalanceTransactionListParams.Created.builder()
                        .setGte(since.getEpochSecond())
                        .build())
                .addExpand("data.source")
                .build();
        for (BalanceTransaction line :
                stripe.v1().balanceTransactions().list(linesSince).autoPagingIterable()) {
            BalanceTransactionSource source = line.getSourceObject();
            entries.add(new Entry(
                    line.getId(),
                    kind(line.getType(), source),
                    Optional.ofNullable(line.getSource()),
                    intent(source),
                    money(line.getAmount(), line.getCurrency()),
                    money(line.getFee(), line.getCurrency()),
                    money(line.getNet(), line.getCurrency()),
                    Instant.ofEpochSecond(line.getCreated()),
                    Optional.ofNullable(payouts.get(line.getId()))));
        }
        return entries;
    }

    private static String kind(String type, @Nullable BalanceTransactionSource source) {
        return switch (type) {
            case "charge", "payment" -> "charge";
            case "refund", "payment_refund", "refund_failure", "payment_failure_refund" -> "refund";
            case "payout", "payout_failure", "payout_cancel" -> "payout";
            case "stripe_fee", "application_fee" -> "fee";
            case "adjustment" -> source instanceof Dispute ? "dispute" : "other";
            default -> "other";
        };
    }

    private static Optional<String> intent(@Nullable BalanceTransactionSource source) {
        return Optional.ofNullable(
                switch (source) {
                    case Charge charge -> charge.getPaymentIntent();
                    case Refund refund -> refund.getPaymentIntent();
                    case Dispute dispute -> dispute.getPaymentIntent();
                    case null, default -> null;
                });
    }

    private static List<Money> held(StripeClient stripe) throws StripeException {
        Map<String, Long> held = new HashMap<>();
        var balance = stripe.v1().balance().retrieve();
        balance.getAvailable().forEach(each -> held.merge(each.getCurrency(), each.getAmount(), Long::sum));
        balance.getPending().forEach(each -> held.merge(each.getCurrency(), each.getAmount(), Long::sum));
        return held.entrySet().stream()
                .map(each -> money(each.getValue(), each.getKey()))
                .toList();
    }

    private static Money money(long minor, String currency) {
        return Money.of(minor, currency.toUpperCase(Locale.ROOT));
    }
}
