/** A stand-in for Resend at its outermost edge: the HTTP API that takes a message, and a page where it is read. */
@NullMarked
package dev.turnstone.rehearsal.mailbox;

import org.jspecify.annotations.NullMarked;
