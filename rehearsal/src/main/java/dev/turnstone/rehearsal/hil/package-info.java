/** Lane and camera on a real Linux kernel: a virtual machine with simulated chips and cameras, looked at from outside. */
@NullMarked
package dev.turnstone.rehearsal.hil;

import org.jspecify.annotations.NullMarked;
