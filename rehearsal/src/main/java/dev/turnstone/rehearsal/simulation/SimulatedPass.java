package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.record.Shown;

/**
 * A pass in somebody's pocket, and perhaps in somebody else's too.
 *
 * @param text as its code reads
 */
record SimulatedPass(String name, String text, Shown shown) {
    int admits() {
        return shown.admits();
    }
}
