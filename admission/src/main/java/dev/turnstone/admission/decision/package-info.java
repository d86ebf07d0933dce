/** May this pass enter here and now? Pure, and the same on gate, hub and in simulation. */
@NullMarked
package dev.turnstone.admission.decision;

import org.jspecify.annotations.NullMarked;
