/** Being paid: PaymentIntents, webhooks, failures, fulfilment. */
@NullMarked
package dev.turnstone.cloud.payment;

import org.jspecify.annotations.NullMarked;
