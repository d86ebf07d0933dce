package dev.turnstone.cloud.mail;

import java.util.List;
import java.util.UUID;

/** One letter, ready to go. {@code id} is what makes a second try the same letter. */
public record Letter(
        UUID id, String from, String to, String subject, String html, String text, List<Attachment> attachments) {

    /** A picture that the letter shows in its text, by {@code cid:contentId}. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Attachment(String filename, String contentType, String contentId, byte[] content) {}
}
