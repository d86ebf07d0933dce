@NullMarked
package dev.turnstone.rehearsal.hub;

import org.jspecify.annotations.NullMarked;
