/** Wires a gate together. */
@NullMarked
package dev.turnstone.kiosk.app;

import org.jspecify.annotations.NullMarked;
