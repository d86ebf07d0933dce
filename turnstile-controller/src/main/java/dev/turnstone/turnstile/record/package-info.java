/** What a controller of its own keeps of its lane, where no gate writes a journal for it. */
@NullMarked
package dev.turnstone.turnstile.record;

import org.jspecify.annotations.NullMarked;
