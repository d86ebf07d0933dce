package dev.turnstone.turnstile.light;

import java.util.List;

/** Several kinds of lamps that show the same. */
public record AllLamps(List<Lamps> lamps) implements Lamps {
    public AllLamps {
        lamps = List.copyOf(lamps);
    }

    @Override
    public void show(Signals signals) {
        lamps.forEach(each -> each.show(signals));
    }

    @Override
    public void close() {
        lamps.forEach(Lamps::close);
    }
}
