/** Selling under pressure: sell-outs measured beside PostgreSQL itself, and purchases killed at every step. */
@NullMarked
package dev.turnstone.rehearsal.sale;

import org.jspecify.annotations.NullMarked;
