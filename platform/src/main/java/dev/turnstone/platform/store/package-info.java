@NullMarked
package dev.turnstone.platform.store;

import org.jspecify.annotations.NullMarked;
