/** What the owner watches: what needs a person first, each with its button. */
@NullMarked
package dev.turnstone.cloud.owner;

import org.jspecify.annotations.NullMarked;
