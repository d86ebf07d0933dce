/** What several rooms' tests share. */
@NullMarked
package dev.turnstone.admission.testing;

import org.jspecify.annotations.NullMarked;
