package dev.turnstone.rehearsal.stripe;

import dev.turnstone.rehearsal.stripe.Payments.Books;
import java.util.List;

/** The whole state, so that a rehearsal can be taken up again. It holds no card number: the stand-in keeps none. */
record Snapshot(Books books, List<Delivery> deliveries, List<Idempotency.Entry> idempotency) {}
