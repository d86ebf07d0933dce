/** Where pictures come from: cameras behind Webcam Capture's SPI, each giving the luma plane and nothing else. */
@NullMarked
package dev.turnstone.kiosk.camera;

import org.jspecify.annotations.NullMarked;
