package dev.turnstone.platform.http;

/** One field that is wrong: a JSON pointer to it ({@code /items/0/quantity}), and what it must be. */
public record FieldFault(String path, String detail) {}
