package dev.turnstone.kiosk.roster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.mapdb.DBException;
import org.mapdb.SortedTableMap;
import org.mapdb.serializer.GroupSerializer;
import org.mapdb.serializer.SerializerByteArray;
import org.mapdb.serializer.SerializerLong;
import org.mapdb.volume.ByteArrayVol;
import org.mapdb.volume.MappedFileVolSingle;
import org.mapdb.volume.Volume;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes by number, in a file that never changes. It is built in memory and written like any other file, so that a full
 * card is an error and not a signal; read, it is mapped. Before the first look its sum is compared: MapDB believes any
 * bytes it is given.
 *
 * <pre>
 *  0..   pages     MapDB's SortedTableMap, long → bytes, pages of 64 KiB
 *   ..   head      UTF-8, what whoever wrote it says of it
 *   ..   lengths   of pages 8 ‖ of head 4
 *   ..   sum       CRC-32C of all the above, 4 bytes
 *   ..   mark      "TSTABLE1"
 * </pre>
 */
final class Table implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Table.class);
    private static final GroupSerializer<Long> KEYS = new SerializerLong();
    private static final GroupSerializer<byte[]> VALUES = new SerializerByteArray();
    private static final int PAGE = 64 * 1024;
    /** So many values stand together, and have to fit a page. */
    private static final int NODE = 32;

    static final int LONGEST_VALUE = 1_024;

    private static final byte[] MARK = "TSTABLE1".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTHS = Long.BYTES + Integer.BYTES;
    private static final int TAIL = LENGTHS + Integer.BYTES + MARK.length;
    private static final int MOST_HEAD = 4_096;

    private final SortedTableMap<Long, byte[]> map;
    private final String head;
    private volatile boolean lost;

    private Table(SortedTableMap<Long, byte[]> map, String head) {
        this.map = map;
        this.head = head;
    }

    /** A table as it is built: to be looked into at once, and to be written. */
    record Built(Table table, Volume pages) {
        /** What the file holds, piece by piece. */
        void write(Sink sink) throws IOException {
            CRC32C sum = new CRC32C();
            long length = table.pagesLength();
            byte[] page = new byte[PAGE];
            for (long at = 0; at < length; at += PAGE) {
                pages.getData(at, page, 0, PAGE);
                sum.update(page);
                sink.write(ByteBuffer.wrap(page));
            }
            byte[] head = table.head.getBytes(StandardCharsets.UTF_8);
            ByteBuffer tail = ByteBuffer.allocate(head.length + TAIL);
            tail.put(head).putLong(length).putInt(head.length);
            sum.update(tail.array(), 0, tail.position());
            sink.write(tail.putInt((int) sum.getValue()).put(MARK).flip());
        }
    }

    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    /** @param ascending by number, each once, no value longer than {@link #LONGEST_VALUE} */
    static Built build(String head, Iterator<Map.Entry<Long, byte[]>> ascending) {
        Volume pages = new ByteArrayVol();
        SortedTableMap.Sink<Long, byte[]> sink = SortedTableMap.create(pages, KEYS, VALUES)
                .pageSize(PAGE)
                .nodeSize(NODE)
                .createFromSink();
        boolean any = ascending.hasNext();
        ascending.forEachRemaining(entry -> sink.put(entry.getKey(), entry.getValue()));
        SortedTableMap<Long, byte[]> map = sink.create();
        if (!any) {
            // Nothing was written, not even that there is nothing.
            pages.ensureAvailable(PAGE);
        }
        return new Built(new Table(map, head), pages);
    }

    /** @throws IOException where the file cannot be read, or is not as it was written */
    static Table open(Path file) throws IOException {
        long pages;
        String head;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer tail = read(channel, channel.size() - TAIL, TAIL);
            pages = tail.getLong();
            int headLength = tail.getInt();
            long sum = Integer.toUnsignedLong(tail.getInt());
            byte[] mark = new byte[MARK.length];
            tail.get(mark);
            boolean whole = Arrays.equals(mark, MARK)
                    && headLength >= 0
                    && headLength <= MOST_HEAD
                    && pages >= PAGE
                    && pages % PAGE == 0
                    && pages + headLength + TAIL == channel.size();
            if (!whole || sum(channel, pages + headLength + LENGTHS) != sum) {
                throw new IOException(file.getFileName() + " is damaged");
            }
            head = StandardCharsets.UTF_8
                    .decode(read(channel, pages, headLength))
                    .toString();
        }
        try {
            Volume mapped = new MappedFileVolSingle(file.toFile(), true, 0, pages, false);
            return new Table(SortedTableMap.open(mapped, KEYS, VALUES), head);
        } catch (DBException | IndexOutOfBoundsException e) {
            throw new IOException(file.getFileName() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (from < 0 || channel.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("the file is too short");
            }
        }
        return bytes.flip();
    }

    private static long sum(FileChannel channel, long length) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer piece = ByteBuffer.allocate(PAGE);
        for (long at = 0; at < length; at += piece.limit()) {
            piece.clear().limit((int) Math.min(PAGE, length - at));
            while (piece.hasRemaining() && channel.read(piece, at + piece.position()) >= 0) {
                // A file may give less than it was asked for.
            }
            sum.update(piece.flip());
        }
        return sum.getValue();
    }

    String head() {
        return head;
    }

    int size() {
        return map.isEmpty() ? 0 : (int) map.sizeLong();
    }

    Optional<byte[]> get(long number) {
        if (lost) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(map.get(number));
        } catch (DBException | IndexOutOfBoundsException | InternalError e) {
            // A card that fails under the mapping is told as an InternalError. Nobody is refused for it.
            lost = true;
            log.error("The roster's file can no longer be read; passes are admitted by their signature: {}", head, e);
            return Optional.empty();
        }
    }

    /** Whether the card failed under it. */
    boolean isLost() {
        return lost;
    }

    Iterator<Map.Entry<Long, byte[]>> ascending() {
        return map.entryIterator();
    }

    void forEach(BiConsumer<Long, byte[]> taker) {
        ascending().forEachRemaining(entry -> taker.accept(entry.getKey(), entry.getValue()));
    }

    private long pagesLength() {
        return Math.max(1, map.getPageCount() + 1) * PAGE;
    }

    @Override
    public void close() {
        map.close();
    }
}
