@NullMarked
package dev.turnstone.rehearsal.app;

import org.jspecify.annotations.NullMarked;
