/** Paper for whoever has a printer elsewhere. */
@NullMarked
package dev.turnstone.platform.pdf;

import org.jspecify.annotations.NullMarked;
