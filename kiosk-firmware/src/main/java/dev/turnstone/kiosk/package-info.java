@NullMarked
package dev.turnstone.kiosk;

import org.jspecify.annotations.NullMarked;
