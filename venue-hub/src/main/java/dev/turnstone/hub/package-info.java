@NullMarked
package dev.turnstone.hub;

import org.jspecify.annotations.NullMarked;
