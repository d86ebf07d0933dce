package dev.turnstone.turnstile.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/**
 * The kernel's gpiochip character device, version 2 of its ABI ({@code linux/gpio.h}), as far as a lane needs it. The
 * structures have no implicit padding, so they are the same on every 64-bit machine.
 *
 * <pre>
 * gpio_v2_line_request, 592 bytes        gpio_v2_line_config, 272 bytes
 *    0  offsets[64]          u32            0  flags                u64
 *  256  consumer[32]         char           8  num_attrs            u32
 *  288  config                             12  padding[5]           u32
 *  560  num_lines            u32           32  attrs[10], 24 bytes each:
 *  564  event_buffer_size    u32                 0  id              u32
 *  568  padding[5]           u32                 4  padding         u32
 *  588  fd                   s32                 8  value           u64
 *                                               16  mask            u64
 * gpio_v2_line_event, 48 bytes           gpio_v2_line_values, 16 bytes
 *    0  timestamp_ns         u64            0  bits                 u64
 *    8  id (1 rises, 2 falls) u32           8  mask                 u64
 *   12  offset               u32
 *   16  seqno                u32
 *   20  line_seqno           u32
 *   24  padding[6]           u32
 * </pre>
 *
 * The mask of an attribute counts positions in {@code offsets}, not lines of the chip. A debounce is in microseconds.
 * The first value of an output belongs into the request: set afterwards, the relay would twitch.
 */
final class GpioAbi {
    static final StructLayout ATTRIBUTE = MemoryLayout.structLayout(
            JAVA_INT.withName("id"),
            JAVA_INT.withName("padding"),
            JAVA_LONG.withName("value"),
            JAVA_LONG.withName("mask"));

    static final StructLayout CONFIG = MemoryLayout.structLayout(
            JAVA_LONG.withName("flags"),
            JAVA_INT.withName("num_attrs"),
            MemoryLayout.sequenceLayout(5, JAVA_INT).withName("padding"),
            MemoryLayout.sequenceLayout(10, ATTRIBUTE).withName("attrs"));

    static final StructLayout REQUEST = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(64, JAVA_INT).withName("offsets"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("consumer"),
            CONFIG.withName("config"),
            JAVA_INT.withName("num_lines"),
            JAVA_INT.withName("event_buffer_size"),
            MemoryLayout.sequenceLayout(5, JAVA_INT).withName("padding"),
            JAVA_INT.withName("fd"));

    static final StructLayout EVENT = MemoryLayout.structLayout(
            JAVA_LONG.withName("timestamp_ns"),
            JAVA_INT.withName("id"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("seqno"),
            JAVA_INT.withName("line_seqno"),
            MemoryLayout.sequenceLayout(6, JAVA_INT).withName("padding"));

    static final StructLayout VALUES =
            MemoryLayout.structLayout(JAVA_LONG.withName("bits"), JAVA_LONG.withName("mask"));

    static final StructLayout CHIP_INFO = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("name"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("label"),
            JAVA_INT.withName("lines"));

    static final StructLayout LINE_INFO = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("name"),
            MemoryLayout.sequenceLayout(32, JAVA_BYTE).withName("consumer"),
            JAVA_INT.withName("offset"),
            JAVA_INT.withName("num_attrs"),
            JAVA_LONG.withName("flags"),
            MemoryLayout.sequenceLayout(20, JAVA_LONG).withName("attrs"),
            MemoryLayout.sequenceLayout(4, JAVA_INT).withName("padding"));

    private static final int WRITE = 1;
    private static final int READ = 2;
    private static final int GPIO = 0xB4;

    static final int GET_CHIP_INFO = code(READ, 0x01, CHIP_INFO);
    static final int GET_LINE_INFO = code(READ | WRITE, 0x05, LINE_INFO);
    static final int GET_LINE = code(READ | WRITE, 0x07, REQUEST);
    static final int GET_VALUES = code(READ | WRITE, 0x0E, VALUES);
    static final int SET_VALUES = code(READ | WRITE, 0x0F, VALUES);

    static final long FLAG_INPUT = 1L << 2;
    static final long FLAG_OUTPUT = 1L << 3;
    static final long FLAG_EDGE_RISING = 1L << 4;
    static final long FLAG_EDGE_FALLING = 1L << 5;
    static final long FLAG_PULL_UP = 1L << 8;
    static final long FLAG_PULL_DOWN = 1L << 9;

    static final int ATTRIBUTE_VALUES = 2;
    static final int ATTRIBUTE_DEBOUNCE = 3;

    static final int EVENT_RISES = 1;

    private GpioAbi() {}

    static long at(StructLayout layout, String... names) {
        PathElement[] path = new PathElement[names.length];
        for (int i = 0; i < names.length; i++) {
            path[i] = PathElement.groupElement(names[i]);
        }
        return layout.byteOffset(path);
    }

    /** How Linux numbers an ioctl: two bits of direction, fourteen of size, eight of type, eight of number. */
    private static int code(int direction, int number, StructLayout argument) {
        return direction << 30 | (int) argument.byteSize() << 16 | GPIO << 8 | number;
    }
}
