/** The purchase site's pages. */
@NullMarked
package dev.turnstone.cloud.site;

import org.jspecify.annotations.NullMarked;
