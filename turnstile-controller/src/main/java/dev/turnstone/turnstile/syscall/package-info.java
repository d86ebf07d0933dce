/** The kernel's own calls, for hardware that no library reaches: character devices and serial ports. */
@NullMarked
package dev.turnstone.turnstile.syscall;

import org.jspecify.annotations.NullMarked;
