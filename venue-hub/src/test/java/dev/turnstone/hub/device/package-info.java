@NullMarked
package dev.turnstone.hub.device;

import org.jspecify.annotations.NullMarked;
