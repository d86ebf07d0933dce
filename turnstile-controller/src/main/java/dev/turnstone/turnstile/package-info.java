@NullMarked
package dev.turnstone.turnstile;

import org.jspecify.annotations.NullMarked;
