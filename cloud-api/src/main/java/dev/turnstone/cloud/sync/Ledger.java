package dev.turnstone.cloud.sync;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.wire.LedgerPage;
import dev.turnstone.platform.json.Json;
import java.sql.Types;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What the hubs have told of their ledgers. */
public final class Ledger {
    private final Jdbi database;

    public Ledger(Jdbi database) {
        this.database = database;
    }

    /** How many lines this venue's hub has told so far. */
    long taken(UUID venue) {
        return database.withHandle(
                handle -> handle.createQuery("select taken from ledger_taken where venue_id = :venue")
                        .bind("venue", venue)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    /** How many it has told with this page; empty where the page does not come after what it has told. */
    OptionalLong take(UUID venue, LedgerPage page) {
        return database.inTransaction(handle -> {
            handle.createUpdate("insert into ledger_taken values (:venue, 0) on conflict do nothing")
                    .bind("venue", venue)
                    .execute();
            // The row is locked from here on: two pages that come at once are taken one after the other, or not at all.
            boolean next = handle.createUpdate("update ledger_taken set taken = taken + :lines"
                                    + " where venue_id = :venue and taken = :after")
                            .bind("lines", page.lines().size())
                            .bind("venue", venue)
                            .bind("after", page.after())
                            .execute()
                    == 1;
            if (!next) {
                return OptionalLong.empty();
            }
            keep(handle, venue, page);
            return OptionalLong.of(page.after() + page.lines().size());
        });
    }

    private static void keep(Handle handle, UUID venue, LedgerPage page) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into presentation (venue_id, journal, seq, event, pass_number, tier, device, gate, lane, direction,
                                          shown_at, decision, settlement, settled_at)
                values (:venue, :journal, :seq, :event, :pass, :tier, :device, :gate, :lane, :direction,
                        :at, :decision::jsonb, :settlement, :settled)
                on conflict (venue_id, journal, seq) do update set event = excluded.event,
                    pass_number = excluded.pass_number, tier = excluded.tier, shown_at = excluded.shown_at,
                    decision = excluded.decision, settlement = excluded.settlement, settled_at = excluded.settled_at
                """);
        for (LedgerPage.Line line : page.lines()) {
            batch.bind("venue", venue)
                    .bind("journal", line.presentation().journal())
                    .bind("seq", line.presentation().seq())
                    .bind("event", line.event())
                    .bind("device", line.device())
                    .bind("gate", line.gate())
                    .bind("lane", line.lane())
                    .bind("direction", line.direction())
                    .bind("at", line.at())
                    .bind("decision", line.decision().map(Json::text))
                    .bind("settlement", line.settlement())
                    .bind("settled", line.settled());
            line.pass()
                    .map(PassNumber::parse)
                    .ifPresentOrElse(
                            pass -> batch.bind("pass", pass.value()), () -> batch.bindNull("pass", Types.BIGINT));
            line.tier().ifPresentOrElse(tier -> batch.bind("tier", tier), () -> batch.bindNull("tier", Types.SMALLINT));
            batch.add();
        }
        batch.execute();
    }
}
