@NullMarked
package dev.turnstone.rehearsal.simulation;

import org.jspecify.annotations.NullMarked;
