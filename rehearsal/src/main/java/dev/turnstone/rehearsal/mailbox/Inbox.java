package dev.turnstone.rehearsal.mailbox;

import java.util.List;

/**
 * The list of messages.
 *
 * @param version names this state of affairs, so that nothing is sent twice
 * @param open the id of the message being read, or an empty text
 */
public record Inbox(String version, String open, List<Letter> letters) {}
