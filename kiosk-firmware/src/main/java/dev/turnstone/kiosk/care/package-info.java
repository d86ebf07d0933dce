/** How the gate is: its clock, its health, its figures. */
@NullMarked
package dev.turnstone.kiosk.care;

import org.jspecify.annotations.NullMarked;
