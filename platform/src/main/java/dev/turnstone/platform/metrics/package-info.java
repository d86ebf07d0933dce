@NullMarked
package dev.turnstone.platform.metrics;

import org.jspecify.annotations.NullMarked;
