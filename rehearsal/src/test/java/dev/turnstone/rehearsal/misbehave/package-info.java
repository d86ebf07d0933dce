@NullMarked
package dev.turnstone.rehearsal.misbehave;

import org.jspecify.annotations.NullMarked;
