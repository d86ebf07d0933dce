@NullMarked
package dev.turnstone.hub.staff;

import org.jspecify.annotations.NullMarked;
