/** What all of the hub's pages share. */
@NullMarked
package dev.turnstone.hub.page;

import org.jspecify.annotations.NullMarked;
