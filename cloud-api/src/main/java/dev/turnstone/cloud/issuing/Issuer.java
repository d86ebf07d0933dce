package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                insert into ticket (token, order_id, line, seq, event_id, tier_id, pass_number, version, admits, live,
                                    pass, proof, short_code, attendee_name, issued_at)
                values (:token, :order, :line, :seq, :event, :tier, :number, :version, :admits, :live, :pass,
                        :proof, :shortCode, :attendee, :now)
                """);
        List<Secret> secrets = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            Optional<LiveSchedule> schedule = line.live() ? Optional.of(schedule(handle, event)) : Optional.empty();
            for (int seq = 1; seq <= line.quantity(); seq++) {
                Made made =
                        make(signer, new PassNumber(random.nextLong()), line.tierIndex(), FIRST_VERSION, 1, schedule);
                Pass pass = made.pass();
                int place = seq;
                made.chain().ifPresent(chain -> secrets.add(new Secret(line.line(), place, chain)));
                batch.bind("token", Tokens.secret(random))
                        .bind("order", order.id())
                        .bind("line", line.line())
                        .bind("seq", seq)
                        .bind("event", event.id())
                        .bind("tier", line.tierId())
                        .bind("number", pass.body().number().value())
                        .bind("version", pass.body().version())
                        .bind("admits", pass.body().admits())
                        .bind("live", line.live())
                        .bind("pass", PassCodec.encode(pass))
                        .bind("proof", Proof.of(pass.signature()).bytes())
                        .bind("shortCode", ShortCode.random(random).text())
                        .bind("attendee", order.guestName())
                        .bind("now", now)
                        .add();
                Changes.write(handle, event.venueId(), Changes.Kind.PASS, change(event, pass), now);
            }
        }
        batch.execute();
        secrets.forEach(secret -> LiveSecrets.put(
                handle, keys.master(), ticketAt(handle, order.id(), secret.line(), secret.seq()), secret.chain()));
    }

    /**
     * A new pass for the same right to enter, under the same number: once gates hear of it, the one before opens none of
     * them. Its short code is new as well. The ticket's row must be locked.
     */
    public void issueAgain(Handle handle, Event event, UUID ticket, Instant now) {
        PassSigner signer = keys.signer(handle, event);
        Made made = handle.createQuery("""
                        select k.pass_number, t.idx, k.version, k.admits, k.live from ticket k join tier t on t.id = k.tier_id
                         where k.id = :ticket
                        """)
                .bind("ticket", ticket)
                .map((row, context) -> make(
                        signer,
                        new PassNumber(row.getLong(1)),
                        row.getInt(2),
                        row.getInt(3) + 1,
                        row.getInt(4),
                        row.getBoolean(5) ? Optional.of(schedule(handle, event)) : Optional.empty()))
                .one();
        Pass pass = made.pass();
        handle.createUpdate("""
                        update ticket set version = :version, pass = :pass, proof = :proof, short_code = :shortCode
                         where id = :ticket
                        """)
                .bind("version", pass.body().version())
                .bind("pass", PassCodec.encode(pass))
                .bind("proof", Proof.of(pass.signature()).bytes())
                .bind("shortCode", ShortCode.random(random).text())
                .bind("ticket", ticket)
                .execute();
        made.chain().ifPresent(chain -> LiveSecrets.put(handle, keys.master(), ticket, chain));
        Changes.write(handle, event.venueId(), Changes.Kind.PASS, change(event, pass), now);
    }

    private record Secret(int line, int seq, LiveChain chain) {}

    /** A signed pass, and of a live one the chain that its holder's page is to get. */
    private record Made(Pass pass, Optional<LiveChain> chain) {}

    private Made make(
            PassSigner signer, PassNumber number, int tier, int version, int admits, Optional<LiveSchedule> schedule) {
        Optional<LiveChain> chain = schedule.map(times -> LiveSecrets.draw(random, number, version, times));
        PassBody body = chain.map(each -> PassBody.ofLive(signer.keyId(), number, tier, version, admits, each.anchor()))
                .orElseGet(() -> PassBody.ofStatic(signer.keyId(), number, tier, version, admits));
        return new Made(signer.sign(body), chain);
    }

    private static LiveSchedule schedule(Handle handle, Event event) {
        return LiveTimes.of(handle, event.id())
                .orElseThrow(() -> new IssuingFault("nothing says when live codes of " + event.slug() + " change"));
    }

    private static UUID ticketAt(Handle handle, UUID order, int line, int seq) {
        return handle.createQuery("select id from ticket where order_id = :order and line = :line and seq = :seq")
                .bind("order", order)
                .bind("line", line)
                .bind("seq", seq)
                .mapTo(UUID.class)
                .one();
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
    private static String change(Event event, Pass pass) {
        PassBody body = pass.body();
        return Json.text(PassChange.of(
                new EventId(event.slug()),
                body.number(),
                body.tier(),
                body.version(),
                body.admits(),
                PassChange.VALID,
                Proof.of(pass.signature())));
    }
}
