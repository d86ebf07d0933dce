package dev.turnstone.rehearsal.stripe;

/**
 * What is written back.
 *
 * @param request the id of the request that was really worked on
 */
record Answer(int status, String body, String request) {}
