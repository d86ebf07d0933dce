/** What the technician who hangs a lane sees of it. */
@NullMarked
package dev.turnstone.turnstile.technician;

import org.jspecify.annotations.NullMarked;
