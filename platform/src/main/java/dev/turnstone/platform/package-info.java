@NullMarked
package dev.turnstone.platform;

import org.jspecify.annotations.NullMarked;
