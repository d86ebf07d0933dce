/** Grants from outside: who may open this lane from another machine, and what that machine hears of it. */
@NullMarked
package dev.turnstone.turnstile.grant;

import org.jspecify.annotations.NullMarked;
