@NullMarked
package dev.turnstone.hub.cloud;

import org.jspecify.annotations.NullMarked;
