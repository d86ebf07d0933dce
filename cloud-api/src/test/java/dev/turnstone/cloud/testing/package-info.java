/** A cloud for tests: a real database, a clock that is set, a payment provider that can be told what to do. */
@NullMarked
package dev.turnstone.cloud.testing;

import org.jspecify.annotations.NullMarked;
