package dev.turnstone.cloud.issuing;

import dev.turnstone.cloud.event.Events;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A new pass for a ticket whose holder has another phone, or fears that somebody copied it. */
public final class Reissues {
    /** A version is one byte and only rises: enough are left for transfers, and a game with the button ends. */
    private static final int MOST_VERSIONS = 20;

    private final Jdbi database;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Runnable somethingHappened;

    /** @param somethingHappened told after a commit that left something for the hubs */
    public Reissues(Jdbi database, Issuer issuer, InstantSource clock, Runnable somethingHappened) {
        this.database = database;
        this.issuer = issuer;
        this.clock = clock;
        this.somethingHappened = somethingHappened;
    }

    /** What came of asking. */
    public enum Outcome {
        /** The pass before opens no gate any more. */
        DONE,
        /** Only a person can help now. */
        TOO_OFTEN,
        /** The ticket is not good any more. */
        NOT_GOOD
    }

    private record Standing(String state, int version) {}

    public Outcome again(Ticket ticket) {
        Outcome outcome = database.inTransaction(handle -> again(handle, ticket));
        somethingHappened.run();
        return outcome;
    }

    private Outcome again(Handle handle, Ticket ticket) {
        Instant now = clock.instant();
        Standing standing = handle.createQuery("select state, version from ticket where id = :id for update")
                .bind("id", ticket.id())
                .map((row, context) -> new Standing(row.getString(1), row.getInt(2)))
                .one();
        if (!standing.state().equals("valid") && !standing.state().equals("used")) {
            return Outcome.NOT_GOOD;
        }
        if (standing.version() >= MOST_VERSIONS) {
            return Outcome.TOO_OFTEN;
        }
        issuer.issueAgain(handle, Events.byId(handle, ticket.eventId()), ticket.id(), now);
        handle.createUpdate("""
                        insert into audit (at, actor, action, subject, before, after)
                        values (:now, 'guest', 'reissue', 'ticket ' || :ticket, :before, :after)
                        """)
                .bind("now", now)
                .bind("ticket", ticket.id().toString())
                .bind("before", "version " + standing.version())
                .bind("after", "version " + (standing.version() + 1))
                .execute();
        return Outcome.DONE;
    }
}
