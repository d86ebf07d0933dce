@NullMarked
package dev.turnstone.hub.incident;

import org.jspecify.annotations.NullMarked;
