/** One guest's way through every part, without a person. */
@NullMarked
package dev.turnstone.rehearsal.journey;

import org.jspecify.annotations.NullMarked;
