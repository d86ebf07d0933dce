@NullMarked
package dev.turnstone.hub.roster;

import org.jspecify.annotations.NullMarked;
