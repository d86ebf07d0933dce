package dev.turnstone.admission.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteWriter} wrote; every fault is a RuntimeException, for one place to catch. */
final class ByteReader {
    private final ByteBuffer buffer;

    ByteReader(byte[] bytes, int limit) {
        buffer = ByteBuffer.wrap(bytes, 0, limit);
    }

    int u8() {
        return buffer.get() & 0xff;
    }

    int u16() {
        return buffer.getShort() & 0xffff;
    }

    long u32() {
        return buffer.getInt() & 0xffff_ffffL;
    }

    long i64() {
        return buffer.getLong();
    }

    String text() {
        int length = u16();
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        try {
            ByteBuffer utf8 = buffer.slice(buffer.position(), length);
            String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            skip(length);
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException(notUtf8);
        }
    }

    void skip(int count) {
        buffer.position(buffer.position() + count);
    }

    boolean atEnd() {
        return !buffer.hasRemaining();
    }
}
