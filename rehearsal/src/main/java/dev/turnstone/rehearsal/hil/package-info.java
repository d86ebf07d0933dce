/** A lane on a real Linux kernel: a virtual machine with simulated GPIO chips, looked at from outside the lane. */
@NullMarked
package dev.turnstone.rehearsal.hil;

import org.jspecify.annotations.NullMarked;
