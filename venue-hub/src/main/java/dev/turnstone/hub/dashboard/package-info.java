/** What the owner sees: how many are inside, how fast they come, who was turned away, how the gates are. */
@NullMarked
package dev.turnstone.hub.dashboard;

import org.jspecify.annotations.NullMarked;
