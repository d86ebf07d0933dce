@NullMarked
package dev.turnstone.hub.broker;

import org.jspecify.annotations.NullMarked;
