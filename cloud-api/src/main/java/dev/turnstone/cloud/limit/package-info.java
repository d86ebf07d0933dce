/** How often one sender, or one person, may do something that others pay for. */
@NullMarked
package dev.turnstone.cloud.limit;

import org.jspecify.annotations.NullMarked;
