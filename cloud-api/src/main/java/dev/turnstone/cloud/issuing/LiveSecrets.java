package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.pass.Link;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.PassNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The beginning of each live pass's hash chain: drawn here, sealed, handed to one page of one holder, and wiped when that
 * page says that it keeps it. A second phone gets the ticket by a new pass, never by a second copy.
 */
public final class LiveSecrets {
    private final Jdbi database;
    private final MasterKey master;
    private final InstantSource clock;

    public LiveSecrets(Jdbi database, MasterKey master, InstantSource clock) {
        this.database = database;
        this.master = master;
        this.clock = clock;
    }

    /** What a holder's page needs to show a live ticket without us. */
    public record Given(String pass, Link secret, int version, LiveSchedule schedule) {}

    static LiveChain draw(RandomGenerator random, PassNumber number, int version, LiveSchedule schedule) {
        return new LiveChain(number, version, new Link(random.nextLong(), random.nextLong()), schedule.steps());
    }

    static void put(Handle handle, MasterKey master, UUID ticket, LiveChain chain) {
        handle.createUpdate("""
                        insert into live_secret (ticket_id, version, sealed) values (:ticket, :version, :sealed)
                        on conflict (ticket_id) do update set version = excluded.version, sealed = excluded.sealed,
                           holder = null, handed_at = null, kept_at = null
                        """)
                .bind("ticket", ticket)
                .bind("version", chain.version())
                .bind("sealed", master.seal(chain.secret().bytes(), belonging(ticket, chain.version())))
                .execute();
    }

    /**
     * To the first page that asks, and to the same page again until it says that it has it.
     *
     * @return empty: another page has it, or it has been said to be kept
     */
    public Optional<Given> hand(Ticket ticket, String holder) {
        byte[] name = hash(holder);
        return database.inTransaction(handle -> handle.createQuery("""
                        update live_secret s set holder = :holder, handed_at = coalesce(s.handed_at, :now)
                          from ticket k
                         where s.ticket_id = :ticket and k.id = s.ticket_id and k.version = s.version
                               and k.state in ('valid', 'used') and s.sealed is not null
                               and (s.holder is null or s.holder = :holder)
                        returning s.sealed, s.version, k.pass, k.event_id
                        """)
                .bind("holder", name)
                .bind("now", clock.instant())
                .bind("ticket", ticket.id())
                .map((row, context) -> new Given(
                        row.getString(3),
                        Link.of(master.open(row.getBytes(1), belonging(ticket.id(), row.getInt(2)))),
                        row.getInt(2),
                        LiveTimes.of(handle, row.getObject(4, UUID.class)).orElseThrow()))
                .findOne());
    }

    /** The holder's page has it: from now on nobody else does. */
    public void kept(Ticket ticket, String holder) {
        database.useTransaction(handle -> handle.createUpdate("""
                        update live_secret set sealed = null, kept_at = :now
                         where ticket_id = :ticket and holder = :holder and sealed is not null
                        """)
                .bind("now", clock.instant())
                .bind("ticket", ticket.id())
                .bind("holder", hash(holder))
                .execute());
    }

    /** When this ticket's codes change; empty where it shows none. */
    public Optional<LiveSchedule> schedule(Ticket ticket) {
        return ticket.live() ? database.withHandle(handle -> LiveTimes.of(handle, ticket.eventId())) : Optional.empty();
    }

    public boolean handed(Ticket ticket) {
        return database.withHandle(
                handle -> handle.createQuery("select holder is not null from live_secret where ticket_id = :ticket")
                        .bind("ticket", ticket.id())
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    private static byte[] belonging(UUID ticket, int version) {
        return ("live secret " + version + " of " + ticket).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(String holder) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(holder.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
