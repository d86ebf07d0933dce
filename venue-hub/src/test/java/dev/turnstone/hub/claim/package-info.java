@NullMarked
package dev.turnstone.hub.claim;

import org.jspecify.annotations.NullMarked;
