package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.pass.ShortCode;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Tokens;
import dev.turnstone.cloud.sync.Changes;
import dev.turnstone.platform.json.Json;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Makes the tickets of a paid order, their signed passes, and the word to the hubs, all in the caller's transaction.
 * UNIQUE(order, line, seq) makes a second issue of the same order impossible.
 */
public final class Issuer {
    private static final int FIRST_VERSION = 1;

    private final EventKeys keys;
    private final RandomGenerator random;

    public Issuer(EventKeys keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    public void issue(Handle handle, Event event, Order order, Instant now) {
        PassSigner signer = keys.signer(handle, event);
        PreparedBatch batch = handle.prepareBatch("""
                insert into ticket (token, order_id, line, seq, event_id, tier_id, pass_number, version, admits, pass,
                                    proof, short_code, attendee_name, issued_at)
                values (:token, :order, :line, :seq, :event, :tier, :number, :version, :admits, :pass,
                        :proof, :shortCode, :attendee, :now)
                """);
        for (Order.Line line : order.lines()) {
            for (int seq = 1; seq <= line.quantity(); seq++) {
                Pass pass = signer.sign(PassBody.ofStatic(
                        signer.keyId(), new PassNumber(random.nextLong()), line.tierIndex(), FIRST_VERSION, 1));
                ShortCode shortCode = ShortCode.random(random);
                Proof proof = Proof.of(pass.signature());
                batch.bind("token", Tokens.secret(random))
                        .bind("order", order.id())
                        .bind("line", line.line())
                        .bind("seq", seq)
                        .bind("event", event.id())
                        .bind("tier", line.tierId())
                        .bind("number", pass.body().number().value())
                        .bind("version", pass.body().version())
                        .bind("admits", pass.body().admits())
                        .bind("pass", PassCodec.encode(pass))
                        .bind("proof", proof.bytes())
                        .bind("shortCode", shortCode.text())
                        .bind("attendee", order.guestName())
                        .bind("now", now)
                        .add();
                Changes.write(handle, event.venueId(), Changes.Kind.PASS, change(event, pass, proof), now);
            }
        }
        batch.execute();
    }

    /** The order's passes open no gate any more: its tickets are refunded, and the hubs hear so. */
    public void revoke(Handle handle, Event event, Order order, Instant now) {
        revoked(handle, event, "k.order_id = :id and k.state <> 'refunded'", order.id(), now);
    }

    /** One pass of an order opens no gate any more. */
    public void revoke(Handle handle, Event event, UUID ticket, Instant now) {
        revoked(handle, event, "k.id = :id and k.state in ('valid', 'used')", ticket, now);
    }

    private static void revoked(Handle handle, Event event, String which, UUID id, Instant now) {
        handle.createQuery("""
                        update ticket k set state = 'refunded' from tier t
                         where <which> and t.id = k.tier_id
                        returning k.pass_number, t.idx, k.version, k.admits, k.proof
                        """)
                .define("which", which)
                .bind("id", id)
                .map((row, context) -> PassChange.of(
                        new EventId(event.slug()),
                        new PassNumber(row.getLong(1)),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        PassChange.REVOKED,
                        Proof.of(row.getBytes(5))))
                .list()
                .forEach(change -> Changes.write(handle, event.venueId(), Changes.Kind.PASS, Json.text(change), now));
    }

    /** What a hub hears of a pass: the proof, and never the pass itself. */
    private static String change(Event event, Pass pass, Proof proof) {
        PassBody body = pass.body();
        return Json.text(PassChange.of(
                new EventId(event.slug()),
                body.number(),
                body.tier(),
                body.version(),
                body.admits(),
                PassChange.VALID,
                proof));
    }
}
