/** What holds for the whole house: its arrows, its libraries, its clock, its script and its documents. */
@NullMarked
package dev.turnstone.rehearsal.house;

import org.jspecify.annotations.NullMarked;
