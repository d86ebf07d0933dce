/** What the hubs hear: changes, numbered once they are committed. */
@NullMarked
package dev.turnstone.cloud.sync;

import org.jspecify.annotations.NullMarked;
