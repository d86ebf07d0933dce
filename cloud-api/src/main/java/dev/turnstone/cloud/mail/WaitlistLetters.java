package dev.turnstone.cloud.mail;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.platform.text.Messages.Texts;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes to who waits for tickets. */
final class WaitlistLetters {
    private final Notices notices;
    private final Messages messages;

    WaitlistLetters(Notices notices, Messages messages) {
        this.notices = notices;
        this.messages = messages;
    }

    private record Told(UUID event, String token, String name, int quantity, Optional<Instant> until) {}

    Letter write(Handle handle, Outbox.Waiting waiting) {
        Told told = handle.createQuery(
                        "select event_id, token, guest_name, quantity, offered_until from waitlist_entry where id = :id")
                .bind("id", Objects.requireNonNull(waiting.about()))
                .map((row, context) -> new Told(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        Optional.ofNullable(row.getTimestamp(5)).map(java.sql.Timestamp::toInstant)))
                .one();
        Event event = Events.byId(handle, told.event());
        Texts t = messages.in(waiting.language());
        String until = told.until()
                .map(at -> Evening.time(at, event.zone(), waiting.language()))
                .orElse("");
        String key = "mail." + waiting.kind().word() + ".";
        return notices.notice(
                waiting,
                t,
                t.get(key + "heading", event.name()),
                t.get(
                        key + "told",
                        told.name(),
                        event.name(),
                        Evening.of(event, waiting.language()).day(),
                        told.quantity(),
                        until),
                "/waitlist/" + told.token(),
                t.get(key + "open"));
    }
}
