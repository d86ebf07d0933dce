@NullMarked
package dev.turnstone.rehearsal.passbook;

import org.jspecify.annotations.NullMarked;
