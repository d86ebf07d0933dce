@NullMarked
package dev.turnstone.platform.text;

import org.jspecify.annotations.NullMarked;
