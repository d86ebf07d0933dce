/** The commands of the rehearsal, and nothing that they do. */
@NullMarked
package dev.turnstone.rehearsal.app;

import org.jspecify.annotations.NullMarked;
