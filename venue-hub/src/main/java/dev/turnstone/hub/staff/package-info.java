/** Who works here: accounts, who is signed in, what each may do, and who did what. Needs no cloud. */
@NullMarked
package dev.turnstone.hub.staff;

import org.jspecify.annotations.NullMarked;
