@NullMarked
package dev.turnstone.platform.page;

import org.jspecify.annotations.NullMarked;
