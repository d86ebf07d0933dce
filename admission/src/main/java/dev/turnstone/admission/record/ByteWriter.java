package dev.turnstone.admission.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Big-endian bytes, one after the other. */
final class ByteWriter {
    private byte[] bytes = new byte[192];
    private int length;

    ByteWriter u8(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    ByteWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    ByteWriter u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    ByteWriter i64(long value) {
        return u32(value >> 32).u32(value);
    }

    /** Two bytes of length, then UTF-8. */
    ByteWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xffff) {
            throw new IllegalArgumentException("a text of " + utf8.length + " bytes");
        }
        u16(utf8.length);
        for (byte one : utf8) {
            u8(one);
        }
        return this;
    }

    void putU16(int at, int value) {
        if (value > 0xffff) {
            throw new IllegalArgumentException("an entry of " + value + " bytes");
        }
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
