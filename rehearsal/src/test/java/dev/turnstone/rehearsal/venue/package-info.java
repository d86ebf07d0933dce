@NullMarked
package dev.turnstone.rehearsal.venue;

import org.jspecify.annotations.NullMarked;
