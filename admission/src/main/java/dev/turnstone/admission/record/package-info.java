/** What a device writes down: presentations, intents, outcomes, in a journal that proves itself. */
@NullMarked
package dev.turnstone.admission.record;

import org.jspecify.annotations.NullMarked;
