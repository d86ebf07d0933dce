package dev.turnstone.cloud.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.sale.OrderState;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final Money ASKED = Money.of(70_000, "MXN");

    @ParameterizedTest
    @CsvSource({
        "PENDING, SUCCEEDED, FULFIL",
        "EXPIRED, SUCCEEDED, FULFIL",
        "CANCELLED, SUCCEEDED, FULFIL",
        "PAID, SUCCEEDED, ISSUE",
        "CONFIRMED, SUCCEEDED, NOTHING",
        "REFUNDED, SUCCEEDED, NOTHING",
        "PENDING, CANCELLED, RELEASE",
        "EXPIRED, CANCELLED, NOTHING",
        "PENDING, PROCESSING, WAIT",
        "PENDING, AWAITING_GUEST, WAIT",
        "PENDING, AWAITING_METHOD, WAIT"
    })
    void whatFollowsFromHowThePaymentStands(OrderState order, Intent.State state, Verdict expected) {
        assertEquals(expected, Verdict.of(order, ASKED, intent(state, ASKED)));
    }

    @ParameterizedTest
    @EnumSource(OrderState.class)
    void aCentTooFewNeverFulfils(OrderState order) {
        assertNotEquals(
                Verdict.FULFIL, Verdict.of(order, ASKED, intent(Intent.State.SUCCEEDED, Money.of(69_999, "MXN"))));
        assertNotEquals(
                Verdict.FULFIL, Verdict.of(order, ASKED, intent(Intent.State.SUCCEEDED, Money.of(70_000, "USD"))));
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, 70000, TAKE_BACK",
        "PARTLY_REFUNDED, 70000, TAKE_BACK",
        "PAID, 70000, TAKE_BACK",
        "CONFIRMED, 69999, PARTLY_BACK",
        "CONFIRMED, 1, PARTLY_BACK",
        "PENDING, 70000, RELEASE",
        "EXPIRED, 70000, NOTHING",
        "REFUNDED, 70000, NOTHING"
    })
    void whatFollowsWhenMoneyWentBack(OrderState order, long givenBack, Verdict expected) {
        var intent = new Intent(
                "pi_1", "secret", Intent.State.SUCCEEDED, ASKED, ASKED, Money.of(givenBack, "MXN"), Optional.empty());

        assertEquals(expected, Verdict.of(order, ASKED, intent));
    }

    private static Intent intent(Intent.State state, Money received) {
        return new Intent("pi_1", "secret", state, ASKED, received, Money.of(0, "MXN"), Optional.empty());
    }
}
