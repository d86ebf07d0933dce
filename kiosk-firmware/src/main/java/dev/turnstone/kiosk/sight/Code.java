package dev.turnstone.kiosk.sight;

/**
 * A code that was read.
 *
 * @param text exactly as encoded: a leading or trailing space is a digit of a pass
 * @param where it is in the picture, with its quiet zone
 */
public record Code(String text, Region where) {}
