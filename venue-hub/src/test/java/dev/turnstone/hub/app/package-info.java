@NullMarked
package dev.turnstone.hub.app;

import org.jspecify.annotations.NullMarked;
