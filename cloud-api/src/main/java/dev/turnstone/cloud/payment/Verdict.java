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
    /** Nothing is left to do. */
    NOTHING;

    static Verdict of(OrderState order, Money asked, Intent intent) {
        return switch (intent.state()) {
            case SUCCEEDED ->
                switch (order) {
                    case AWAITING_APPROVAL, PENDING, EXPIRED, CANCELLED ->
                        intent.received().equals(asked) ? FULFIL : MISMATCH;
                    case PAID -> ISSUE;
                    case CONFIRMED, PARTLY_REFUNDED, REFUNDED -> NOTHING;
                };
            case CANCELLED ->
                switch (order) {
                    case AWAITING_APPROVAL, PENDING -> RELEASE;
                    case PAID -> ISSUE;
                    case EXPIRED, CANCELLED, CONFIRMED, PARTLY_REFUNDED, REFUNDED -> NOTHING;
                };
            case AWAITING_METHOD, AWAITING_GUEST, PROCESSING -> order == OrderState.PAID ? ISSUE : WAIT;
        };
    }
}
