@NullMarked
package dev.turnstone.platform.log;

import org.jspecify.annotations.NullMarked;
