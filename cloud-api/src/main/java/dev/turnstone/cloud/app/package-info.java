/** Starting it. */
@NullMarked
package dev.turnstone.cloud.app;

import org.jspecify.annotations.NullMarked;
