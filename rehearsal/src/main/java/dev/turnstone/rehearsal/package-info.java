@NullMarked
package dev.turnstone.rehearsal;

import org.jspecify.annotations.NullMarked;
