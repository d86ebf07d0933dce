/** What the hub's tests share: certificates from a real authority, and conditions waited for with a deadline. */
@NullMarked
package dev.turnstone.hub.testing;

import org.jspecify.annotations.NullMarked;
