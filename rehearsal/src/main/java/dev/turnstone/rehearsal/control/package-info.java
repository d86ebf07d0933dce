/** The page from which a newcomer sees and moves the whole venue. */
@NullMarked
package dev.turnstone.rehearsal.control;

import org.jspecify.annotations.NullMarked;
