/** The pass: its layout, its text, its live code and its short code. */
@NullMarked
package dev.turnstone.admission.pass;

import org.jspecify.annotations.NullMarked;
