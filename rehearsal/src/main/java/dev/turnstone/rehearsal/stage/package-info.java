/** As much of a venue as a proof needs: one event, one hub, one gate, each as real as its own process. */
@NullMarked
package dev.turnstone.rehearsal.stage;

import org.jspecify.annotations.NullMarked;
