@NullMarked
package dev.turnstone.platform.health;

import org.jspecify.annotations.NullMarked;
