package dev.turnstone.cloud.payment;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import dev.turnstone.cloud.money.Money;
import dev.turnstone.platform.health.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stripe, through its own library. Each of its addresses is called no more often than its rate limit bears; the others
 * wait their turn here, and not in errors.
 */
public final class StripeProvider implements PaymentProvider {
    private static final int AT_ONCE = 5;
    private static final Duration TURN = Duration.ofSeconds(20);
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(20);

    /** The charge knows how much went back. */
    private static final PaymentIntentRetrieveParams WITH_CHARGE =
            PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();

    private final StripeClient stripe;
    private final Pace opening;
    private final Pace reading;
    private final Pace cancelling;
    private final Pace refunding;
    private final Pace contesting;
    private final Pace accounting;
    private volatile @Nullable String trouble;

    /** @param callsPerSecond at most, at each of Stripe's addresses */
    public StripeProvider(String secretKey, URI base, int callsPerSecond) {
        opening = new Pace(callsPerSecond, AT_ONCE, TURN);
        reading = new Pace(callsPerSecond, AT_ONCE, TURN);
        cancelling = new Pace(callsPerSecond, AT_ONCE, TURN);
        refunding = new Pace(callsPerSecond, AT_ONCE, TURN);
        contesting = new Pace(callsPerSecond, AT_ONCE, TURN);
        accounting = new Pace(callsPerSecond, AT_ONCE, TURN);
        stripe = StripeClient.builder()
                .setApiKey(secretKey)
                .setApiBase(base.toString().replaceAll("/+$", ""))
                .setConnectTimeout((int) CONNECTING.toMillis())
                .setReadTimeout((int) ANSWERING.toMillis())
                .setMaxNetworkRetries(2)
                .build();
    }

    /** How the last call went: without Stripe the tickets already sold are still good, so never down. */
    public Status status() {
        String said = trouble;
        return said == null ? Status.up() : Status.degraded("the last call to Stripe failed: " + said);
    }

    @Override
    public Intent open(String idempotencyKey, Money amount, String orderNumber, String orderId) {
        var params = PaymentIntentCreateParams.builder()
                .setAmount(amount.minor())
                .setCurrency(amount.code().toLowerCase(Locale.ROOT))
                .setAutomaticPaymentMethods(
                        AutomaticPaymentMethods.builder().setEnabled(true).build())
                .setDescription(orderNumber)
                .putMetadata("order", orderId)
                .putMetadata("order_number", orderNumber)
                .build();
        return call(opening, () -> intent(stripe.v1().paymentIntents().create(params, key(idempotencyKey))));
    }

    @Override
    public Intent read(String intent) {
        return call(reading, () -> intent(stripe.v1().paymentIntents().retrieve(intent, WITH_CHARGE)));
    }

    @Override
    public Intent cancel(String intent) {
        return call(cancelling, () -> {
            try {
                return intent(stripe.v1().paymentIntents().cancel(intent));
            } catch (InvalidRequestException e) {
                // It had already been paid, or cancelled: what counts is how it stands.
                return intent(stripe.v1().paymentIntents().retrieve(intent, WITH_CHARGE));
            }
        });
    }

    @Override
    public String refund(String idempotencyKey, String intent) {
        var params = RefundCreateParams.builder().setPaymentIntent(intent).build();
        return call(
                refunding,
                () -> stripe.v1().refunds().create(params, key(idempotencyKey)).getId());
    }

    @Override
    public GivenBack giveBack(String idempotencyKey, String intent, Money amount) {
        var params = RefundCreateParams.builder()
                .setPaymentIntent(intent)
                .setAmount(amount.minor())
                .build();
        return call(refunding, () -> StripeAccount.refund(stripe.v1().refunds().create(params, key(idempotencyKey))));
    }

    @Override
    public GivenBack readRefund(String refund) {
        return call(refunding, () -> StripeAccount.refund(stripe.v1().refunds().retrieve(refund)));
    }

    @Override
    public List<Contested> disputes(String intent) {
        return call(contesting, () -> StripeAccount.disputes(stripe, intent));
    }

    @Override
    public void answer(String dispute, Evidence evidence) {
        call(contesting, () -> stripe.v1().disputes().update(dispute, StripeAccount.evidence(evidence)));
    }

    @Override
    public Account account(Instant since) {
        return call(accounting, () -> StripeAccount.read(stripe, since));
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws StripeException;
    }

    private <T> T call(Pace pace, Call<T> call) {
        awaitTurn(pace);
        try {
            T answer = call.run();
            trouble = null;
            return answer;
        } catch (StripeException e) {
            trouble = e.getMessage();
            throw new PaymentTrouble("Stripe: " + e.getMessage(), e);
        }
    }

    private static void awaitTurn(Pace pace) {
        long waitNanos = pace.take(System.nanoTime());
        if (waitNanos < 0) {
            throw new PaymentTrouble("too many calls to Stripe wait already");
        }
        try {
            Thread.sleep(Duration.ofNanos(waitNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PaymentTrouble("interrupted while waiting for Stripe", e);
        }
    }

    private static Intent intent(PaymentIntent intent) {
        String currency = intent.getCurrency().toUpperCase(Locale.ROOT);
        return new Intent(
                intent.getId(),
                Objects.requireNonNullElse(intent.getClientSecret(), ""),
                state(intent.getStatus()),
                Money.of(intent.getAmount(), currency),
                Money.of(Objects.requireNonNullElse(intent.getAmountReceived(), 0L), currency),
                Money.of(givenBack(intent.getLatestChargeObject()), currency),
                failure(intent.getLastPaymentError()));
    }

    private static long givenBack(@Nullable Charge charge) {
        return charge == null ? 0 : Objects.requireNonNullElse(charge.getAmountRefunded(), 0L);
    }

    private static Intent.State state(String status) {
        return switch (status) {
            case "succeeded" -> Intent.State.SUCCEEDED;
            case "canceled" -> Intent.State.CANCELLED;
            case "processing" -> Intent.State.PROCESSING;
            case "requires_action", "requires_confirmation", "requires_capture" -> Intent.State.AWAITING_GUEST;
            default -> Intent.State.AWAITING_METHOD;
        };
    }

    private static Optional<Intent.Failure> failure(@Nullable StripeError error) {
        if (error == null || error.getCharge() == null) {
            return Optional.empty();
        }
        return Optional.of(new Intent.Failure(
                error.getCharge(),
                Objects.requireNonNullElse(error.getCode(), ""),
                Objects.requireNonNullElse(error.getDeclineCode(), ""),
                Objects.requireNonNullElse(error.getMessage(), "")));
    }
}
