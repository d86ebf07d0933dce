@NullMarked
package dev.turnstone.rehearsal.torture;

import org.jspecify.annotations.NullMarked;
