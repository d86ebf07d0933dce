package dev.turnstone.hub.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each batch of the ledger is tied to the one before it, so that nothing in it can be changed, left out or put in later
 * without showing.
 *
 * <pre>
 *   link n = SHA-256("turnstone ledger v1" 0x00 ‖ link n−1 ‖ n (8) ‖ each record of batch n, in order)
 *   record = kind (1: J journal, E entry, A answer, I incident) ‖ of each field its length (4) and its bytes
 *   field  = bytes as they are, text in UTF-8, a number as its decimal text
 *   order  = journals by id; entries by journal and position; answers by journal and number; incidents as they came
 *   link 0 = 32 zero bytes
 * </pre>
 *
 * What is derived from these records, such as the rows that people see, is in no chain: memory is made from the records
 * at every start.
 */
final class LedgerChain {
    private static final byte[] DOMAIN = "turnstone ledger v1\0".getBytes(StandardCharsets.US_ASCII);

    private LedgerChain() {}

    static byte[] origin() {
        return new byte[32];
    }

    private enum Kind {
        JOURNAL('J', "SELECT batch, id, device, first_seen FROM journal WHERE batch > 0 ORDER BY batch, id"),
        ENTRY(
                'E',
                "SELECT batch, journal, position, received, raw FROM journal_entry WHERE batch > 0"
                        + " ORDER BY batch, journal, position"),
        ANSWER('A', "SELECT batch, journal, seq, body FROM answer WHERE batch > 0 ORDER BY batch, journal, seq"),
        INCIDENT(
                'I',
                "SELECT batch, kind, identity, device, at, detail FROM incident WHERE batch > 0 ORDER BY batch, position");

        private final char mark;
        private final String all;

        Kind(char mark, String all) {
            this.mark = mark;
            this.all = all;
        }
    }

    /** Records on their way into one batch. */
    static final class Batch {
        private final List<Placed> records = new ArrayList<>();

        private record Placed(Kind kind, String journal, long position, List<byte[]> fields) {}

        void journal(String id, String device, long firstSeenMs) {
            add(Kind.JOURNAL, id, 0, text(id), text(device), number(firstSeenMs));
        }

        void entry(String journal, long position, long receivedMs, byte[] raw) {
            add(Kind.ENTRY, journal, position, text(journal), number(position), number(receivedMs), raw);
        }

        void answer(String journal, long seq, String body) {
            add(Kind.ANSWER, journal, seq, text(journal), number(seq), text(body));
        }

        void incident(String kind, String identity, String device, long atMs, String detail) {
            add(
                    Kind.INCIDENT,
                    "",
                    records.size(),
                    text(kind),
                    text(identity),
                    text(device),
                    number(atMs),
                    text(detail));
        }

        private void add(Kind kind, String journal, long position, byte[]... fields) {
            records.add(new Placed(kind, journal, position, List.of(fields)));
        }

        boolean isEmpty() {
            return records.isEmpty();
        }

        byte[] link(long number, byte[] before) {
            MessageDigest digest = begin(number, before);
            records.stream()
                    .sorted(Comparator.comparing(Placed::kind)
                            .thenComparing(Placed::journal)
                            .thenComparingLong(Placed::position))
                    .forEach(record -> {
                        digest.update((byte) record.kind().mark);
                        record.fields().forEach(field -> field(digest, field));
                    });
            return digest.digest();
        }
    }

    /**
     * What came out when every batch was tied again.
     *
     * @param fault where it is not what was written
     */
    record Findings(long batches, Optional<String> fault) {}

    static Findings verify(Connection connection) throws SQLException {
        List<Cursor> cursors = new ArrayList<>();
        try (PreparedStatement links = connection.prepareStatement("SELECT number, link FROM batch ORDER BY number");
                ResultSet link = links.executeQuery()) {
            for (Kind kind : Kind.values()) {
                cursors.add(new Cursor(kind, connection.prepareStatement(kind.all)));
            }
            byte[] before = origin();
            long batches = 0;
            while (link.next()) {
                batches++;
                if (link.getLong(1) != batches) {
                    return new Findings(batches, Optional.of("batch " + batches + " is missing"));
                }
                MessageDigest digest = begin(batches, before);
                for (Cursor cursor : cursors) {
                    cursor.feed(batches, digest);
                }
                before = digest.digest();
                if (!Arrays.equals(before, link.getBytes(2))) {
                    return new Findings(batches, Optional.of("batch " + batches + " is not what was written"));
                }
            }
            boolean more = cursors.stream().anyMatch(Cursor::more);
            return new Findings(
                    batches, more ? Optional.of("there are records of a batch that never was") : Optional.empty());
        } finally {
            for (Cursor cursor : cursors) {
                cursor.close();
            }
        }
    }

    private static MessageDigest begin(long number, byte[] before) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(DOMAIN);
            digest.update(before);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void field(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] number(long number) {
        return text(Long.toString(number));
    }

    /** One kind of record, in the order of the batches. */
    private static final class Cursor implements AutoCloseable {
        private final Kind kind;
        private final PreparedStatement sql;
        private final ResultSet rows;
        private final int columns;
        private boolean there;

        Cursor(Kind kind, PreparedStatement sql) throws SQLException {
            this.kind = kind;
            this.sql = sql;
            this.rows = sql.executeQuery();
            this.columns = rows.getMetaData().getColumnCount();
            this.there = rows.next();
        }

        void feed(long batch, MessageDigest digest) throws SQLException {
            while (there && rows.getLong(1) <= batch) {
                // What belongs to an earlier batch has been put in later: it spoils this one.
                digest.update((byte) kind.mark);
                for (int column = 2; column <= columns; column++) {
                    Object value = rows.getObject(column);
                    field(digest, bytes(value));
                }
                there = rows.next();
            }
        }

        private static byte[] bytes(@Nullable Object value) {
            return switch (value) {
                case byte[] raw -> raw;
                case null -> new byte[0];
                default -> text(value.toString());
            };
        }

        boolean more() {
            return there;
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            sql.close();
        }
    }
}
