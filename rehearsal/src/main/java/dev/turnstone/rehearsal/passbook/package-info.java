/** {@code ./turnstone pass}: passes made, read and judged at a desk. */
@NullMarked
package dev.turnstone.rehearsal.passbook;

import org.jspecify.annotations.NullMarked;
