package dev.turnstone.cloud.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that sold tickets with an older schema goes on selling with this one, and loses nothing on the way. */
@Timeout(120)
class MigrationTest {
    /** What the first schema could hold already: an evening, a paid order with its ticket, and a letter. */
    private static final List<String> SOLD = List.of(
            "insert into organisation (slug, name, created_at) values ('o', 'O', now())",
            "insert into venue (organisation_id, slug, name, zone, capacity, created_at)"
                    + " select id, 'v', 'V', 'UTC', 9, now() from organisation",
            "insert into event (venue_id, slug, name, state, opens_at, closes_at, capacity, currency, created_at)"
                    + " select id, 'e', 'E', 'published', now(), now() + interval '9 hours', 9, 'MXN', now() from venue",
            "insert into tier (event_id, idx, name, name_es, price_minor, fee_minor, created_at)"
                    + " select id, 0, 'T', 'T', 35000, 1500, now() from event",
            "insert into tier_stock (tier_id, bucket, capacity, sold) select id, 0, 9, 1 from tier",
            "insert into orders (token, number, event_id, state, guest_name, guest_email, language, currency,"
                    + " subtotal_minor, fee_minor, total_minor, created_at, hold_expires_at, next_check_at, paid_at,"
                    + " confirmed_at) select 'tokentokentokentokentok', 'T-1', id, 'confirmed', 'Ana', 'a@example.com',"
                    + " 'es', 'MXN', 35000, 1500, 36500, now(), now(), now(), now(), now() from event",
            "insert into order_line (order_id, line, tier_id, quantity, unit_price_minor, unit_fee_minor)"
                    + " select o.id, 1, t.id, 1, 35000, 1500 from orders o, tier t",
            "insert into hold (order_id, line, tier_id, bucket, quantity, state, created_at)"
                    + " select o.id, 1, t.id, 0, 1, 'sold', now() from orders o, tier t",
            "insert into payment (order_id, state, amount_minor, currency, idempotency_key, intent, created_at,"
                    + " completed_at) select id, 'completed', 36500, 'MXN', 'key', 'pi_1', now(), now() from orders",
            "insert into ticket (token, order_id, line, seq, event_id, tier_id, pass_number, pass, proof, short_code,"
                    + " attendee_name, issued_at) select 'tickettickettickettick', o.id, 1, 1, e.id, t.id, 7, 'PASS',"
                    + " decode(repeat('00', 16), 'hex'), 'CODE', 'Ana', now() from orders o, event e, tier t",
            "insert into mail_outbox (cause, kind, order_id, recipient, language, next_attempt_at, created_at)"
                    + " select 'c', 'confirmation', id, 'a@example.com', 'es', now(), now() from orders");

    static Stream<String> versions() {
        try (Database newest = TestServer.freshDatabase()) {
            return newest
                    .jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "select version from flyway_schema_history where version is not null order by installed_rank")
                            .mapTo(String.class)
                            .list())
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatWasSoldUnderAnOlderSchemaIsThereUnderThisOne(String version) {
        TestServer.Address address = TestServer.emptyDatabase();
        Flyway older = Flyway.configure()
                .dataSource(address.uri(), "postgres", "")
                .locations("classpath:db/cloud")
                .target(version)
                .load();
        older.migrate();
        Jdbi before = Jdbi.create(address.uri(), "postgres", "");
        before.useTransaction(handle -> SOLD.forEach(handle::execute));

        try (Database database = Database.external(address.uri(), "postgres", "", 4)) {
            database.jdbi().useHandle(handle -> {
                assertEquals(36_500, number(handle, "select sum(total_minor - discount_minor) from orders"));
                assertEquals(1, number(handle, "select count(*) from ticket where state = 'valid' and not live"));
                assertEquals(1, number(handle, "select sum(sold) from tier_stock"));
                assertEquals(1, number(handle, "select count(*) from mail_outbox where about is null"));
                assertEquals(0, number(handle, "select count(*) from pg_constraint where not convalidated"));
            });
        }
    }

    private static long number(Handle handle, String question) {
        return handle.createQuery(question).mapTo(Long.class).one();
    }
}
