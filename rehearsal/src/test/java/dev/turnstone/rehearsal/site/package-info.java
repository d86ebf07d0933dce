/** The purchase site's pages in a real browser. */
@NullMarked
package dev.turnstone.rehearsal.site;

import org.jspecify.annotations.NullMarked;
