/** What a venue's parts say when something ails them. */
@NullMarked
package dev.turnstone.rehearsal.stage;

import org.jspecify.annotations.NullMarked;
