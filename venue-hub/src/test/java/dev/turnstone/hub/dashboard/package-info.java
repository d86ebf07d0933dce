@NullMarked
package dev.turnstone.hub.dashboard;

import org.jspecify.annotations.NullMarked;
