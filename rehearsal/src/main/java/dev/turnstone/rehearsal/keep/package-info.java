/** How a stand-in carries its state over a restart. */
@NullMarked
package dev.turnstone.rehearsal.keep;

import org.jspecify.annotations.NullMarked;
