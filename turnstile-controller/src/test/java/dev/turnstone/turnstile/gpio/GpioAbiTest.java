package dev.turnstone.turnstile.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Numbers as {@code linux/gpio.h} gives them to a C compiler. */
class GpioAbiTest {

    @Test
    void structuresHaveTheKernelsSizes() {
        assertEquals(592, GpioAbi.REQUEST.byteSize());
        assertEquals(272, GpioAbi.CONFIG.byteSize());
        assertEquals(24, GpioAbi.ATTRIBUTE.byteSize());
        assertEquals(48, GpioAbi.EVENT.byteSize());
        assertEquals(16, GpioAbi.VALUES.byteSize());
        assertEquals(68, GpioAbi.CHIP_INFO.byteSize());
        assertEquals(256, GpioAbi.LINE_INFO.byteSize());
    }

    @Test
    void fieldsStandWhereTheKernelLooksForThem() {
        assertEquals(256, GpioAbi.at(GpioAbi.REQUEST, "consumer"));
        assertEquals(288, GpioAbi.at(GpioAbi.REQUEST, "config", "flags"));
        assertEquals(296, GpioAbi.at(GpioAbi.REQUEST, "config", "num_attrs"));
        assertEquals(320, GpioAbi.at(GpioAbi.REQUEST, "config", "attrs"));
        assertEquals(560, GpioAbi.at(GpioAbi.REQUEST, "num_lines"));
        assertEquals(588, GpioAbi.at(GpioAbi.REQUEST, "fd"));
        assertEquals(64, GpioAbi.at(GpioAbi.LINE_INFO, "offset"));
    }

    @Test
    void requestsHaveTheKernelsNumbers() {
        assertEquals(0x8044B401, GpioAbi.GET_CHIP_INFO);
        assertEquals(0xC100B405, GpioAbi.GET_LINE_INFO);
        assertEquals(0xC250B407, GpioAbi.GET_LINE);
        assertEquals(0xC010B40E, GpioAbi.GET_VALUES);
        assertEquals(0xC010B40F, GpioAbi.SET_VALUES);
    }

    @Test
    void aChipThatIsNotThereIsSaidByItsLabelWithThoseThatAre() {
        IOException missing = assertThrows(IOException.class, () -> Chip.labelled("no-such-chip"));
        assertTrue(
                String.valueOf(missing.getMessage()).startsWith("there is no GPIO chip labelled \"no-such-chip\""),
                missing.getMessage());
    }
}
