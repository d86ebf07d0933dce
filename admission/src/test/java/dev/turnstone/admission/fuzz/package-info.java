/**
 * Whatever comes from outside is read without a fault. Each target has the shape that Jazzer looks for. Every test run
 * feeds them the kept corpus and seeded mutations of it; {@code ./turnstone check --fuzz 10} lets Jazzer look for more,
 * and keeps what reaches new code.
 */
@NullMarked
package dev.turnstone.admission.fuzz;

import org.jspecify.annotations.NullMarked;
