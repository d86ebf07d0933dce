package dev.turnstone.cloud.issuing;

import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Tickets as the tables hold them. */
public final class Tickets {
    private static final String TICKET = """
            select k.*, t.name tier_name, t.name_es tier_name_es, coalesce(k.holder_language, o.language) language
              from ticket k join tier t on t.id = k.tier_id join orders o on o.id = k.order_id where\s""";

    private static final RowMapper<Ticket> ROW = (row, context) -> new Ticket(
            row.getObject("id", UUID.class),
            row.getString("token"),
            row.getObject("order_id", UUID.class),
            row.getInt("line"),
            row.getInt("seq"),
            row.getString("tier_name"),
            row.getString("tier_name_es"),
            row.getString("state"),
            row.getObject("event_id", UUID.class),
            row.getBoolean("live"),
            row.getInt("version"),
            row.getString("pass"),
            row.getString("short_code"),
            row.getString("attendee_name"),
            row.getString("holder_name") != null,
            Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)));

    private Tickets() {}

    public static List<Ticket> ofOrder(Handle handle, UUID order) {
        return handle.createQuery(TICKET + "k.order_id = :order order by k.line, k.seq")
                .bind("order", order)
                .map(ROW)
                .list();
    }

    /**
     * Another name on a ticket that nobody has used, until doors open; what it was before stays in the audit. False: it is
     * too late, or the ticket is not good any more.
     */
    public static boolean rename(Handle handle, String token, String attendee, Instant now) {
        return handle.createUpdate("""
                                with old as (select k.id, k.attendee_name from ticket k join event e on e.id = k.event_id
                                              where k.token = :token and k.state = 'valid' and e.opens_at > :now
                                                for update of k),
                                     renamed as (update ticket k set attendee_name = :name from old where k.id = old.id
                                                 returning k.id)
                                insert into audit (at, actor, action, subject, before, after)
                                select :now, 'guest', 'rename', 'ticket ' || old.id, old.attendee_name, :name
                                  from old join renamed on renamed.id = old.id
                                """)
                        .bind("token", token)
                        .bind("name", attendee)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    public static Optional<Ticket> byId(Handle handle, UUID id) {
        return handle.createQuery(TICKET + "k.id = :id").bind("id", id).map(ROW).findOne();
    }

    /** Where its holder is written to: who bought it, or to whom it was sent on. */
    public static String holderEmail(Handle handle, UUID id) {
        return handle.createQuery("select coalesce(k.holder_email, o.guest_email) from ticket k"
                        + " join orders o on o.id = k.order_id where k.id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one();
    }

    public static Optional<Ticket> byToken(Handle handle, String token) {
        return handle.createQuery(TICKET + "k.token = :token")
                .bind("token", token)
                .map(ROW)
                .findOne();
    }
}
