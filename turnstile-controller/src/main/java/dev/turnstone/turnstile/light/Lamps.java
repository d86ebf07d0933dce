package dev.turnstone.turnstile.light;

/** The lamps and the buzzer that make {@link Signals}. One that fails never stops a lane: it is only told. */
public interface Lamps extends AutoCloseable {
    void show(Signals signals);

    @Override
    void close();
}
