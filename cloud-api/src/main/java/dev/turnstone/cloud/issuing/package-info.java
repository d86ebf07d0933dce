/** Tickets and their signed passes; the keys that sign them; the settings that gates obey. */
@NullMarked
package dev.turnstone.cloud.issuing;

import org.jspecify.annotations.NullMarked;
