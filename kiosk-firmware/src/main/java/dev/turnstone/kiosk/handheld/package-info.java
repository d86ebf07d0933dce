/** Other ways for a pass to come in than the camera: handheld readers on a wire. */
@NullMarked
package dev.turnstone.kiosk.handheld;

import org.jspecify.annotations.NullMarked;
