package dev.turnstone.turnstile.lane;

/** What became of asking for a grant. A refused order of any kind is a {@link Refused} too. */
public sealed interface GrantResult extends OrderResult {
    /** The barrier is released. Exactly one of passed, abandoned or cancelled will be told of this number. */
    record Granted(long grant) implements GrantResult {}

    record Refused(Refusal why) implements GrantResult {}
}
