package dev.turnstone.cloud.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Leaking buckets in the one database, so that a second instance is no second chance. They are wide: a household, an office
 * or a telephone company behind one address buys on; a program that tries for hours does not.
 */
public final class Limits {
    /** By then the widest bucket has run empty. */
    private static final Duration FORGOTTEN = Duration.ofHours(2);

    private final Jdbi database;
    private final InstantSource clock;

    public Limits(Jdbi database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is counted, how many at once, and how long until there is room for one more. */
    public enum What {
        /** Orders begun from one address on the network. */
        ORDERS_FROM_ADDRESS(120, Duration.ofSeconds(1)),
        /** Orders begun for one mail address. */
        ORDERS_OF_PERSON(15, Duration.ofMinutes(2)),
        /** Promo codes tried from one address on the network: they are short enough to be guessed. */
        CODES_FROM_ADDRESS(30, Duration.ofSeconds(30)),
        /** Letters to others that somebody causes: places in a line, tickets sent on. */
        LETTERS_FROM_ADDRESS(40, Duration.ofSeconds(20)),
        /** Letters to one mail address that somebody else may have typed. */
        LETTERS_TO_PERSON(10, Duration.ofMinutes(5));

        private final int most;
        private final Duration each;

        What(int most, Duration each) {
            this.most = most;
            this.each = each;
        }

        public int most() {
            return most;
        }

        public Duration each() {
            return each;
        }
    }

    /** Counts one more, or says no where that is too many: then it is not counted, so that waiting helps. */
    public boolean allows(What what, String who) {
        Instant now = clock.instant();
        return database.withHandle(handle -> handle.createUpdate("""
                        insert into how_often as h (what, who, level, at) values (:what, :who, 1, :now)
                        on conflict (what, who) do update
                           set level = greatest(0, h.level - extract(epoch from excluded.at - h.at) / :each) + 1,
                               at = excluded.at
                         where greatest(0, h.level - extract(epoch from excluded.at - h.at) / :each) + 1 <= :most
                        """)
                        .bind("what", what.name())
                        .bind("who", hash(who))
                        .bind("now", now)
                        .bind("each", what.each().toMillis() / 1_000.0)
                        .bind("most", (double) what.most())
                        .execute())
                == 1;
    }

    /** Buckets that have run empty are nobody's business. */
    public void forget() {
        database.useHandle(handle -> handle.createUpdate("delete from how_often where at < :before")
                .bind("before", clock.instant().minus(FORGOTTEN))
                .execute());
    }

    /** Addresses of people and networks are kept as hashes alone, and not for long. */
    private static byte[] hash(String who) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(who.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
