/** The contracts between parts, and what any implementation of one has to show. Other modules' tests stand on it. */
@NullMarked
package dev.turnstone.admission.contract;

import org.jspecify.annotations.NullMarked;
