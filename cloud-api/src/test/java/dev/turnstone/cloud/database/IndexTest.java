package dev.turnstone.cloud.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every index is there for a question that is asked all the time, and answers it: PostgreSQL says so itself. */
@Timeout(120)
class IndexTest {
    private static Database database;

    @BeforeAll
    static void open() {
        database = TestServer.freshDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "orders_to_check|select id from orders where state in ('pending', 'paid') and next_check_at <= now()"
                        + " order by next_check_at limit 20",
                "orders_of_person|select 1 from orders where event_id = gen_random_uuid() and lower(guest_email) = 'a'",
                "orders_token_key|select * from orders where token = 'x'",
                "ticket_token_key|select * from ticket where token = 'x'",
                "webhook_inbox_waiting|select event_id from webhook_inbox where state = 'waiting' and next_attempt_at <="
                        + " now() order by next_attempt_at limit 20",
                "mail_outbox_waiting|select id from mail_outbox where state = 'waiting' and next_attempt_at <= now()"
                        + " order by next_attempt_at limit 10",
                "refund_to_look_at|select id from refund where state in ('wanted', 'pending') and next_look_at <= now()"
                        + " order by next_look_at limit 20",
                "event_upcoming|select * from event where state = 'published' and deleted_at is null order by opens_at",
                "event_words|select * from event where words @@ to_tsquery('simple', 'cumbia')",
                "one_open_transfer_of_a_ticket|select * from transfer where ticket_id = gen_random_uuid() and state ="
                        + " 'offered'",
                "promo_code_of_event|select * from promo_code where event_id = gen_random_uuid() and code = 'X' and"
                        + " deleted_at is null",
                "waitlist_line|select id from waitlist_entry where tier_id = gen_random_uuid() and state = 'waiting'"
                        + " order by place limit 50",
                "waitlist_offers|select id from waitlist_entry where state = 'offered' and offered_until <= now() order"
                        + " by offered_until limit 50",
                "how_often_at|delete from how_often where at < now() - interval '2 hours'",
                "feed_pkey|select * from feed where venue_id = gen_random_uuid() and position > 7 order by position"
                        + " limit 500"
            })
    void answersItsQuestion(String index, String question) {
        List<String> plan = database.jdbi().inTransaction(handle -> {
            // On empty tables reading everything is cheapest; on those of a house it is not.
            handle.execute("set local enable_seqscan = off");
            handle.execute("set local enable_sort = off");
            return handle.createQuery("explain " + question).mapTo(String.class).list();
        });

        assertTrue(plan.stream().anyMatch(line -> line.contains(" " + index)), () -> String.join("\n", plan));
    }
}
