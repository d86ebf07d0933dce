package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.sale.OrderState;

/** What is to be done about an order, seen how its payment stands. */
enum Verdict {
    /** Paid: sell what is held, issue, write to the guest. */
    FULFIL,
    /** Paid before, tickets still owed: issue. */
    ISSUE,
    /** It can never be paid any more: give back what is held. */
    RELEASE,
    /** Not decided yet. */
    WAIT,
    /** The provider took another amount than was asked: a person must look, nothing is issued. */
    MISMATCH,
    /** All of the money went back: so do the tickets. */
    TAKE_BACK,
    /** Some of the money went back; the tickets stay good. */
    PARTLY_BACK,
    /** Nothing is left to do. */
    NOTHING;

    static Verdict of(OrderState order, Money asked, Intent intent) {
        return switch (intent.state()) {
            case SUCCEEDED -> intent.givenBack().minor() == 0 ? paid(order, asked, intent) : back(order, asked, intent);
            case CANCELLED ->
                switch (order) {
                    case AWAITING_APPROVAL, PENDING -> RELEASE;
                    case PAID -> ISSUE;
                    case EXPIRED, CANCELLED, CONFIRMED, PARTLY_REFUNDED, REFUNDED -> NOTHING;
                };
            case AWAITING_METHOD, AWAITING_GUEST, PROCESSING -> order == OrderState.PAID ? ISSUE : WAIT;
        };
    }

    private static Verdict paid(OrderState order, Money asked, Intent intent) {
        return switch (order) {
            case AWAITING_APPROVAL, PENDING, EXPIRED, CANCELLED ->
                intent.received().equals(asked) ? FULFIL : MISMATCH;
            case PAID -> ISSUE;
            case CONFIRMED, PARTLY_REFUNDED, REFUNDED -> NOTHING;
        };
    }

    private static Verdict back(OrderState order, Money asked, Intent intent) {
        boolean all = intent.givenBack().minor() >= asked.minor();
        return switch (order) {
            // Given back before we had even issued: there is nothing to sell any more.
            case AWAITING_APPROVAL, PENDING -> all ? RELEASE : MISMATCH;
            case EXPIRED, CANCELLED -> all ? NOTHING : MISMATCH;
            case PAID -> all ? TAKE_BACK : ISSUE;
            case CONFIRMED, PARTLY_REFUNDED -> all ? TAKE_BACK : PARTLY_BACK;
            case REFUNDED -> NOTHING;
        };
    }
}
