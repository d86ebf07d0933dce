package dev.turnstone.cloud.mail;

import dev.turnstone.cloud.mail.Carrier.Undelivered;
import dev.turnstone.platform.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes letters from the outbox to the carrier, until each is gone or nobody will ever carry it. */
public final class Postman {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int BATCH = 10;
    private static final int MOST_ATTEMPTS = 25;
    private static final Duration PUT_OFF = Duration.ofMinutes(2);
    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1), 2, 0.2);

    private final Jdbi database;
    private final OrderLetters letters;
    private final Carrier carrier;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Postman(Jdbi database, OrderLetters letters, Carrier carrier, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.letters = letters;
        this.carrier = carrier;
        this.clock = clock;
        this.random = random;
    }

    /** One round; true when there may be more. */
    public boolean round() {
        Instant now = clock.instant();
        List<Outbox.Waiting> taken = database.inTransaction(handle -> Outbox.take(handle, now, PUT_OFF, BATCH));
        taken.forEach(this::send);
        return taken.size() == BATCH;
    }

    private void send(Outbox.Waiting waiting) {
        try {
            Letter letter = database.withHandle(handle -> letters.write(handle, waiting));
            String providerId = carrier.carry(letter);
            database.useTransaction(handle -> Outbox.sent(handle, waiting.id(), providerId, clock.instant()));
        } catch (Undelivered e) {
            putBack(waiting, e, e.forGood());
        } catch (RuntimeException e) {
            putBack(waiting, e, false);
        }
    }

    private void putBack(Outbox.Waiting waiting, Exception why, boolean forGood) {
        Optional<Instant> again = forGood || waiting.attempts() >= MOST_ATTEMPTS
                ? Optional.empty()
                : Optional.of(clock.instant().plus(AGAIN.delay(waiting.attempts(), random)));
        LOG.warn("letter {}, attempt {}: not delivered; again at {}", waiting.id(), waiting.attempts(), again, why);
        database.useTransaction(handle -> Outbox.failed(handle, waiting.id(), String.valueOf(why.getMessage()), again));
    }
}
