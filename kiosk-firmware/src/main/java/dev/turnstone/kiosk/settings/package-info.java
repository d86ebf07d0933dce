/** Keys and sheets: signed by the cloud, carried by anybody, believed only when verified. */
@NullMarked
package dev.turnstone.kiosk.settings;

import org.jspecify.annotations.NullMarked;
