/** What people at the hub ask of devices, and what became of it. */
@NullMarked
package dev.turnstone.hub.command;

import org.jspecify.annotations.NullMarked;
