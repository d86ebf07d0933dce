@NullMarked
package dev.turnstone.rehearsal.journey;

import org.jspecify.annotations.NullMarked;
