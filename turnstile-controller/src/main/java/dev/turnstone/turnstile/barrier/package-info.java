/** What keeps a person out or lets one through: relays behind one interface. */
@NullMarked
package dev.turnstone.turnstile.barrier;

import org.jspecify.annotations.NullMarked;
