/**
 * A stand-in for Stripe at its outermost edge: the HTTP API that stripe-java calls, the browser script that a page
 * loads, and the signed webhooks that come back. Money moves nowhere; everything else is meant to be
 * indistinguishable, including Stripe's bad days.
 */
@NullMarked
package dev.turnstone.rehearsal.stripe;

import org.jspecify.annotations.NullMarked;
