/** What travels between the parts: topics, and messages whose component names are the JSON names. */
@NullMarked
package dev.turnstone.admission.wire;

import org.jspecify.annotations.NullMarked;
