@NullMarked
package dev.turnstone.platform.app;

import org.jspecify.annotations.NullMarked;
