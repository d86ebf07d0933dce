@NullMarked
package dev.turnstone.rehearsal.mailbox;

import org.jspecify.annotations.NullMarked;
