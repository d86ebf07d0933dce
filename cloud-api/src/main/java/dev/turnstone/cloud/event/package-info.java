/** What is sold: venues, events, tiers and their stock. */
@NullMarked
package dev.turnstone.cloud.event;

import org.jspecify.annotations.NullMarked;
