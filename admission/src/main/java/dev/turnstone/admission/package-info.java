@NullMarked
package dev.turnstone.admission;

import org.jspecify.annotations.NullMarked;
