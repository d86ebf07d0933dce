/** Work that waits in a table and is taken by whoever is free. */
@NullMarked
package dev.turnstone.cloud.work;

import org.jspecify.annotations.NullMarked;
