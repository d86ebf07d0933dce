@NullMarked
package dev.turnstone.rehearsal.stripe;

import org.jspecify.annotations.NullMarked;
