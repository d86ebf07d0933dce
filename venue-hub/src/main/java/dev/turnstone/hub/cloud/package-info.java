/** The way to the cloud, which may be gone for days. */
@NullMarked
package dev.turnstone.hub.cloud;

import org.jspecify.annotations.NullMarked;
