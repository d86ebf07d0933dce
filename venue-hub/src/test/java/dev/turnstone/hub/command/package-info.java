@NullMarked
package dev.turnstone.hub.command;

import org.jspecify.annotations.NullMarked;
