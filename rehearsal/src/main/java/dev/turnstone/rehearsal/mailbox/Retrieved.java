package dev.turnstone.rehearsal.mailbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as {@code GET /emails/{id}} tells it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Retrieved(
        String object,
        String id,
        List<String> to,
        String from,
        @JsonProperty("created_at") String createdAt,
        String subject,
        @Nullable String html,
        @Nullable String text,
        List<String> bcc,
        List<String> cc,
        @JsonProperty("reply_to") List<String> replyTo,
        @JsonProperty("last_event") String lastEvent) {
    static Retrieved of(Message message) {
        return new Retrieved(
                "email",
                message.id(),
                message.to(),
                message.from(),
                message.at().toString(),
                message.subject(),
                message.html(),
                message.text(),
                message.bcc(),
                message.cc(),
                message.replyTo(),
                "delivered");
    }
}
