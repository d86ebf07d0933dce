@NullMarked
package dev.turnstone.platform.json;

import org.jspecify.annotations.NullMarked;
