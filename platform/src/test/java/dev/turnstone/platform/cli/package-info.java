@NullMarked
package dev.turnstone.platform.cli;

import org.jspecify.annotations.NullMarked;
