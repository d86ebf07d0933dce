/** An event's signed settings: when, where, how many, how often. */
@NullMarked
package dev.turnstone.admission.sheet;

import org.jspecify.annotations.NullMarked;
