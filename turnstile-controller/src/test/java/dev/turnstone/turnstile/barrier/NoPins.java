package dev.turnstone.turnstile.barrier;

/** Where a board's barrier has no keep-alive to beat. */
final class NoPins implements Barrier {
    @Override
    public void drive(Relays relays) {
        throw new IllegalStateException("the relays are on the board");
    }

    @Override
    public void beat() {}

    @Override
    public void close() {}
}
