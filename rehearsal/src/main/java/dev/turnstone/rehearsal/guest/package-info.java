/** What a guest does, over HTTP alone: buys, reads mail, holds a picture before a gate's camera. */
@NullMarked
package dev.turnstone.rehearsal.guest;

import org.jspecify.annotations.NullMarked;
