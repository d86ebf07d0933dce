package dev.turnstone.cloud.mail;

import dev.turnstone.cloud.event.Evening;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.platform.text.Messages.Texts;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes the letters about a ticket that goes from one person to another. */
final class TicketLetters {
    private final Notices notices;
    private final Messages messages;

    TicketLetters(Notices notices, Messages messages) {
        this.notices = notices;
        this.messages = messages;
    }

    private record Told(UUID event, String from, String to, String token, String ticketToken) {}

    Letter write(Handle handle, Outbox.Waiting waiting) {
        Told told = handle.createQuery("""
                        select k.event_id, f.from_name, f.to_name, f.token, k.token
                          from transfer f join ticket k on k.id = f.ticket_id where f.id = :id
                        """)
                .bind("id", Objects.requireNonNull(waiting.about()))
                .map((row, context) -> new Told(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .one();
        Event event = Events.byId(handle, told.event());
        String path = switch (waiting.kind()) {
            case TRANSFER -> "/transfers/" + told.token();
            case TICKET -> "/tickets/" + told.ticketToken();
            default -> "/e/" + event.slug();
        };
        Texts t = messages.in(waiting.language());
        Evening evening = Evening.of(event, waiting.language());
        String key = "mail." + waiting.kind().word() + ".";
        return notices.notice(
                waiting,
                t,
                t.get(key + "heading", told.from(), told.to()),
                t.get(key + "told", told.from(), told.to(), event.name(), evening.day(), evening.opens()),
                path,
                t.get(key + "open"));
    }
}
