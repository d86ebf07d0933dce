package dev.turnstone.turnstile.light;

import java.nio.file.Path;

/**
 * Addressable lights at an SPI port.
 *
 * @param in how many of them are the way in's, first on the strip
 * @param out how many of them are the way out's, after those
 */
public record StripSettings(Path device, int in, int out) {}
