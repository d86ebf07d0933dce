/** {@code ./turnstone provision}: the technician's commands. */
@NullMarked
package dev.turnstone.provisioning.cli;

import org.jspecify.annotations.NullMarked;
