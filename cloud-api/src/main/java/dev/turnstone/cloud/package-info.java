@NullMarked
package dev.turnstone.cloud;

import org.jspecify.annotations.NullMarked;
