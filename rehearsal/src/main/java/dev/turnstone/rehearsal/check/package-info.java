/** {@code ./turnstone check}: whether the documents and the texts say what the code does. */
@NullMarked
package dev.turnstone.rehearsal.check;

import org.jspecify.annotations.NullMarked;
