/** Who waits for a tier that is sold out, and gets what comes free. */
@NullMarked
package dev.turnstone.cloud.waitlist;

import org.jspecify.annotations.NullMarked;
