@NullMarked
package dev.turnstone.platform.retry;

import org.jspecify.annotations.NullMarked;
