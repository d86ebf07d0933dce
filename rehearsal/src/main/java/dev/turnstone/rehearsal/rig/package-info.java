/** One hub on a test rig: a real process with a broker, an event and passes of its own, and lanes that ask it. */
@NullMarked
package dev.turnstone.rehearsal.rig;

import org.jspecify.annotations.NullMarked;
