package dev.turnstone.cloud.transfer;

import dev.turnstone.platform.text.Language;
import java.util.UUID;

/** A ticket on its way to somebody. {@code token} is the secret in the letter to them. */
public record Transfer(
        UUID id, UUID ticketId, String token, String fromName, String toName, String toEmail, Language language) {}
