/** The places of a venue and what they are called. */
@NullMarked
package dev.turnstone.admission.venue;

import org.jspecify.annotations.NullMarked;
