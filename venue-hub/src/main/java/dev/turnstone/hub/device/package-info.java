/** Every device of the venue: what it last said of itself, and when. */
@NullMarked
package dev.turnstone.hub.device;

import org.jspecify.annotations.NullMarked;
