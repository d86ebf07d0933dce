/** The real browser that page tests drive. */
@NullMarked
package dev.turnstone.rehearsal.browser;

import org.jspecify.annotations.NullMarked;
