package dev.turnstone.admission.ledger;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Stamp;
import java.util.Comparator;
import java.util.Optional;

/** A fact as a device's journal told it. */
public record Heard<F extends Fact>(long position, Stamp stamp, F fact) {

    /**
     * The one to keep. A sound journal tells each fact once, so this chooses only where a journal contradicts itself:
     * the earlier position, and between two contents at one position always the same one, whoever came first.
     */
    static <F extends Fact> Optional<Heard<F>> merge(Optional<Heard<F>> one, Optional<Heard<F>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        Comparator<Heard<F>> order = Comparator.<Heard<F>>comparingLong(Heard::position)
                .thenComparing(heard -> heard.stamp().clock())
                .thenComparing(Heard::toString);
        return order.compare(one.get(), other.get()) <= 0 ? one : other;
    }
}
