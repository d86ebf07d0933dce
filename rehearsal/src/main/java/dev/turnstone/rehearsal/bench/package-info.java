/** The hot paths, each against a limit measured in the same run. */
@NullMarked
package dev.turnstone.rehearsal.bench;

import org.jspecify.annotations.NullMarked;
