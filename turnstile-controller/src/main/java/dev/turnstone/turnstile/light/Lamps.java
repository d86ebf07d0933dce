package dev.turnstone.turnstile.light;

/** The lamps that show {@link Lights}. A lamp that fails never stops a lane: it is only told. */
public interface Lamps extends AutoCloseable {
    void show(Lights lights);

    @Override
    void close();
}
