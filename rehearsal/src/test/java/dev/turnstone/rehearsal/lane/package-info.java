/** The lane's screens as guests see them. */
@NullMarked
package dev.turnstone.rehearsal.lane;

import org.jspecify.annotations.NullMarked;
