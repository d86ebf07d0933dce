/** The bad days of a stand-in: switches that make it fail the way the real service does, now and then or on demand. */
@NullMarked
package dev.turnstone.rehearsal.misbehave;

import org.jspecify.annotations.NullMarked;
