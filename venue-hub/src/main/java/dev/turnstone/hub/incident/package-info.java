/** What a person should look at: everything of the night in one list, who has looked into it, and all of it on paper. */
@NullMarked
package dev.turnstone.hub.incident;

import org.jspecify.annotations.NullMarked;
