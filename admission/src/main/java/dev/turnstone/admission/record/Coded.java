package dev.turnstone.admission.record;

import java.util.function.ToIntFunction;

/** Reading enums by the numbers they carry in the journal. */
final class Coded {
    private Coded() {}

    static <E> E find(E[] values, ToIntFunction<E> codeOf, int code) {
        for (E value : values) {
            if (codeOf.applyAsInt(value) == code) {
                return value;
            }
        }
        throw new IllegalArgumentException("unknown code " + code);
    }

    static boolean flag(ByteReader reader) {
        int flag = reader.u8();
        if (flag > 1) {
            throw new IllegalArgumentException("neither 0 nor 1: " + flag);
        }
        return flag == 1;
    }
}
