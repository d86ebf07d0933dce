/** Letters: an outbox, the providers that carry them, what they say. */
@NullMarked
package dev.turnstone.cloud.mail;

import org.jspecify.annotations.NullMarked;
