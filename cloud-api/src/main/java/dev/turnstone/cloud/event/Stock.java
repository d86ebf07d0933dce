package dev.turnstone.cloud.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A tier's stock and the holds on it. PostgreSQL alone is the truth: a hold is taken in the same statement that checks
 * whether there is room, and the table's CHECK is the last line.
 */
public final class Stock {
    private static final String TAKE = """
            with taken as (
                update tier_stock set held = held + :quantity
                 where tier_id = :tier and bucket = :bucket and sold + held + :quantity <= capacity
                returning bucket)
            insert into hold (order_id, line, tier_id, bucket, quantity, created_at)
            select :order, :line, :tier, bucket, :quantity, :now from taken
            """;

    /** A tier of so many tickets may sell out in a minute; fewer are sold before buyers queue for a row. */
    private static final int HOT = 1_000;

    private static final int BUCKETS = 8;
    private static final String BEFORE_TAKING = "before_taking";
    private static final String BEFORE_SELLING = "before_selling";

    private Stock() {}

    /** Lays a new tier's tickets out: in one heap, or in several of the same size where a crowd is to be expected. */
    public static void lay(Handle handle, UUID tier, int tickets) {
        lay(handle, tier, tickets, tickets < HOT ? 1 : BUCKETS);
    }

    public static void lay(Handle handle, UUID tier, int tickets, int buckets) {
        for (int bucket = 0; bucket < buckets; bucket++) {
            handle.createUpdate("insert into tier_stock (tier_id, bucket, capacity) values (:tier, :bucket, :capacity)")
                    .bind("tier", tier)
                    .bind("bucket", bucket)
                    .bind("capacity", tickets / buckets + (bucket < tickets % buckets ? 1 : 0))
                    .execute();
        }
    }

    /**
     * Holds {@code quantity} for a line of an order, or nothing. {@code hint} spreads orders over the buckets of a hot
     * tier; only when its bucket has no room are all of them locked, in order, and the rest taken wherever it is, so
     * that nobody is refused while there is stock.
     */
    public static boolean hold(Handle handle, UUID order, int line, Tier tier, int quantity, int hint, Instant now) {
        if (tier.buckets() <= 1) {
            return take(handle, order, line, tier.id(), 0, quantity, now);
        }
        // An UPDATE that waited for a row and then found no room keeps that row locked. Locking all of them in order
        // from there would be a deadlock in waiting, so what it locked is let go first.
        handle.savepoint(BEFORE_TAKING);
        int bucket = Math.floorMod(hint, tier.buckets());
        if (take(handle, order, line, tier.id(), bucket, quantity, now)) {
            return true;
        }
        handle.rollbackToSavepoint(BEFORE_TAKING);
        // One look at all buckets at one instant: when there is too little, nobody has to queue to hear it.
        return room(handle, tier.id()) >= quantity && spread(handle, order, line, tier.id(), quantity, now);
    }

    private static long room(Handle handle, UUID tier) {
        return handle.createQuery("select sum(capacity - sold - held) from tier_stock where tier_id = :tier")
                .bind("tier", tier)
                .mapTo(Long.class)
                .one();
    }

    private static boolean take(Handle handle, UUID order, int line, UUID tier, int bucket, int quantity, Instant now) {
        return handle.createUpdate(TAKE)
                        .bind("quantity", quantity)
                        .bind("tier", tier)
                        .bind("bucket", bucket)
                        .bind("order", order)
                        .bind("line", line)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    private static boolean spread(Handle handle, UUID order, int line, UUID tier, int quantity, Instant now) {
        List<Part> plan = new ArrayList<>();
        int wanted = quantity;
        for (Part room : lockAll(handle, tier)) {
            int share = Math.min(wanted, room.quantity());
            if (share > 0) {
                plan.add(new Part(room.bucket(), share));
                wanted -= share;
            }
        }
        if (wanted > 0) {
            return false;
        }
        for (Part part : plan) {
            if (!take(handle, order, line, tier, part.bucket(), part.quantity(), now)) {
                throw new IllegalStateException("a locked bucket changed");
            }
        }
        return true;
    }

    private static List<Part> lockAll(Handle handle, UUID tier) {
        return handle.createQuery("select bucket, capacity - sold - held room from tier_stock"
                        + " where tier_id = :tier order by bucket for no key update")
                .bind("tier", tier)
                .map((row, context) -> new Part(row.getInt("bucket"), row.getInt("room")))
                .list();
    }

    private record Part(int bucket, int quantity) {}

    /** One bucket of a tier's stock, locked by this transaction. */
    public record Place(UUID tier, int bucket) {}

    private static final RowMapper<Place> PLACE =
            (row, context) -> new Place(row.getObject(1, UUID.class), row.getInt(2));

    /** All of a tier's stock, locked in the one order. */
    public static List<Place> lock(Handle handle, UUID tier) {
        return lockAll(handle, tier).stream()
                .map(part -> new Place(tier, part.bucket()))
                .toList();
    }

    /** Lets an order's active holds go, and says where there is room now. The order's row must be locked. */
    public static List<Place> release(Handle handle, UUID order) {
        return back(handle, order, "active", "held");
    }

    /** What an order had bought may be sold again. The order's row must be locked. */
    public static List<Place> giveBack(Handle handle, UUID order) {
        return back(handle, order, "sold", "sold");
    }

    /** One ticket of an order may be sold again. The order's row must be locked. */
    public static List<Place> giveBackOne(Handle handle, UUID ticket) {
        return handle.createQuery("""
                        with one as (select h.order_id, h.line, h.bucket, h.tier_id, h.quantity
                                       from ticket k join hold h on h.order_id = k.order_id and h.line = k.line
                                      where k.id = :ticket and h.state = 'sold' order by h.bucket limit 1),
                             less as (update hold h set quantity = greatest(1, h.quantity - 1),
                                             state = case when h.quantity = 1 then 'released' else h.state end
                                        from one where h.order_id = one.order_id and h.line = one.line
                                             and h.bucket = one.bucket returning h.tier_id, h.bucket)
                        update tier_stock s set sold = s.sold - 1
                          from less where s.tier_id = less.tier_id and s.bucket = less.bucket
                        returning s.tier_id, s.bucket
                        """).bind("ticket", ticket).map(PLACE).list();
    }

    private static List<Place> back(Handle handle, UUID order, String state, String column) {
        // Every transaction locks stock in this one order, so that two never wait for each other.
        handle.createQuery("""
                        select s.bucket from tier_stock s
                         where (s.tier_id, s.bucket) in (select tier_id, bucket from hold
                                                          where order_id = :order and state = :state)
                         order by s.tier_id, s.bucket for no key update
                        """)
                .bind("order", order)
                .bind("state", state)
                .mapTo(Integer.class)
                .list();
        return handle.createQuery("""
                        with freed as (update hold set state = 'released' where order_id = :order and state = :state
                                       returning tier_id, bucket, quantity),
                             per as (select tier_id, bucket, sum(quantity) quantity from freed group by 1, 2)
                        update tier_stock s set <column> = s.<column> - per.quantity
                          from per where s.tier_id = per.tier_id and s.bucket = per.bucket
                        returning s.tier_id, s.bucket
                        """)
                .define("column", column)
                .bind("order", order)
                .bind("state", state)
                .map(PLACE)
                .list();
    }

    /**
     * Turns an order's holds into sales. Holds that were released meanwhile are taken again wherever there is room;
     * false when there is too little, and then nothing has changed. The order's row must be locked.
     */
    public static boolean sell(Handle handle, UUID order, Instant now) {
        handle.savepoint(BEFORE_SELLING);
        if (!holdAgain(handle, order, now)) {
            handle.rollbackToSavepoint(BEFORE_SELLING);
            return false;
        }
        sellHeld(handle, order);
        handle.releaseSavepoint(BEFORE_SELLING);
        return true;
    }

    /** The bucket that an order once held in may have been refilled since, while others have room. */
    private static boolean holdAgain(Handle handle, UUID order, Instant now) {
        List<Released> released = handle.createQuery("""
                        with gone as (delete from hold where order_id = :order and state = 'released'
                                      returning line, tier_id, quantity)
                        select line, tier_id, sum(quantity) quantity from gone group by line, tier_id
                         order by tier_id, line
                        """)
                .bind("order", order)
                .map((row, context) ->
                        new Released(row.getInt("line"), row.getObject("tier_id", UUID.class), row.getInt("quantity")))
                .list();
        for (Released each : released) {
            if (!spread(handle, order, each.line(), each.tier(), each.quantity(), now)) {
                return false;
            }
        }
        return true;
    }

    private record Released(int line, UUID tier, int quantity) {}

    private static void sellHeld(Handle handle, UUID order) {
        List<Held> holds = handle.createQuery("select line, tier_id, bucket, quantity from hold"
                        + " where order_id = :order and state = 'active' order by tier_id, bucket, line")
                .bind("order", order)
                .map((row, context) -> new Held(
                        row.getInt("line"),
                        row.getObject("tier_id", UUID.class),
                        row.getInt("bucket"),
                        row.getInt("quantity")))
                .list();
        for (Held hold : holds) {
            handle.createUpdate("update tier_stock set held = held - :quantity, sold = sold + :quantity"
                            + " where tier_id = :tier and bucket = :bucket")
                    .bind("quantity", hold.quantity())
                    .bind("tier", hold.tier())
                    .bind("bucket", hold.bucket())
                    .execute();
            handle.createUpdate("update hold set state = 'sold' where order_id = :order and line = :line"
                            + " and bucket = :bucket")
                    .bind("order", order)
                    .bind("line", hold.line())
                    .bind("bucket", hold.bucket())
                    .execute();
        }
    }

    private record Held(int line, UUID tier, int bucket, int quantity) {}
}
