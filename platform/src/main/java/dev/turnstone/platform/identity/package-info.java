@NullMarked
package dev.turnstone.platform.identity;

import org.jspecify.annotations.NullMarked;
