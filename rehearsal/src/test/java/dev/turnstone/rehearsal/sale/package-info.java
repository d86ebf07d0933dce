@NullMarked
package dev.turnstone.rehearsal.sale;

import org.jspecify.annotations.NullMarked;
