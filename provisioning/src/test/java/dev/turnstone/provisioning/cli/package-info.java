@NullMarked
package dev.turnstone.provisioning.cli;

import org.jspecify.annotations.NullMarked;
