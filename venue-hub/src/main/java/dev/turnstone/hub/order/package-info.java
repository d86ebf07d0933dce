/** What people order of lanes and devices, page by page, and what became of it. */
@NullMarked
package dev.turnstone.hub.order;

import org.jspecify.annotations.NullMarked;
