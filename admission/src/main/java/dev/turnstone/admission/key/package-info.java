/** Ed25519 keys: who may sign passes for which event, and who may sign settings. */
@NullMarked
package dev.turnstone.admission.key;

import org.jspecify.annotations.NullMarked;
