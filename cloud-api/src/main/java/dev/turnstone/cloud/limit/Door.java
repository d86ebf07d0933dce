package dev.turnstone.cloud.limit;

import dev.turnstone.cloud.limit.Limits.What;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Asked by the pages before they do what costs somebody something. Empty: go on; else how long to wait. */
public record Door(Limits limits, Sender sender) {

    /** @param promo as typed; empty where there is none */
    public Optional<Duration> order(ServerRequest req, String email, String promo) {
        Optional<String> from = sender.of(req);
        return wait(What.ORDERS_FROM_ADDRESS, from)
                .or(() -> promo.isEmpty() ? Optional.empty() : wait(What.CODES_FROM_ADDRESS, from))
                .or(() -> wait(What.ORDERS_OF_PERSON, person(email)));
    }

    /** Somebody causes a letter to somebody. */
    public Optional<Duration> letter(ServerRequest req, String email) {
        return wait(What.LETTERS_FROM_ADDRESS, sender.of(req)).or(() -> wait(What.LETTERS_TO_PERSON, person(email)));
    }

    private Optional<Duration> wait(What what, Optional<String> who) {
        return who.filter(known -> !limits.allows(what, known)).map(known -> what.each());
    }

    private static Optional<String> person(String email) {
        return Optional.of(email.strip().toLowerCase(Locale.ROOT));
    }
}
