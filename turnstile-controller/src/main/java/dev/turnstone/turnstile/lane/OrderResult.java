package dev.turnstone.turnstile.lane;

/** What became of an order to a lane. */
public sealed interface OrderResult permits OrderResult.Done, GrantResult {
    record Done() implements OrderResult {}
}
