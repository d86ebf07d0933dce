/** The manners that every command of Turnstone shares: help, examples, suggestions and exit codes. */
@NullMarked
package dev.turnstone.platform.cli;

import org.jspecify.annotations.NullMarked;
