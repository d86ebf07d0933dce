package dev.turnstone.admission.wire;

import dev.turnstone.admission.venue.EventId;
import java.time.Instant;

/**
 * A part of a tier's stock that the cloud lends to a hub, so that it can sell while the cloud is away. To the cloud, what
 * is lent is sold until the hub says otherwise or the owner writes it off.
 *
 * @param lease names it; the same request again gets the same lease
 * @param count how many tickets
 * @param until after which nothing may be sold from it without its being confirmed again
 */
public record StockLease(String lease, String event, int tier, int count, Instant until) {
    public static final int MOST_TICKETS = 100_000;

    public StockLease {
        Check.token("lease", lease);
        new EventId(event);
        Check.between("tier", tier, 0, Limits.BYTE);
        Check.between("count", count, 1, MOST_TICKETS);
        Check.instant("until", until);
    }

    /** The hub asks for stock; {@code request} is drawn at random and kept before asking, so that asking twice is safe. */
    public record Request(String request, String event, int tier, int count) {
        public Request {
            Check.token("request", request);
            new EventId(event);
            Check.between("tier", tier, 0, Limits.BYTE);
            Check.between("count", count, 1, MOST_TICKETS);
        }
    }

    /** What the hub has sold of it so far; a report with fewer sold than one before is refused. */
    public record Report(String lease, int sold) {
        public Report {
            Check.token("lease", lease);
            Check.between("sold", sold, 0, MOST_TICKETS);
        }
    }

    /** The hub gives back what it has not sold, and sells no more of it. */
    public record Return(String lease, int sold, int unsold) {
        public Return {
            Check.token("lease", lease);
            Check.between("sold", sold, 0, MOST_TICKETS);
            Check.between("unsold", unsold, 0, MOST_TICKETS);
        }
    }

    /** May a hub that has sold so many sell one more? */
    public boolean allows(int soldSoFar, Instant now) {
        return soldSoFar < count && now.isBefore(until);
    }

    /** Does this return account for every ticket lent? */
    public boolean balances(Return given) {
        return given.lease().equals(lease) && given.sold() + given.unsold() == count;
    }
}
