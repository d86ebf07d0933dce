package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers that {@code linux/videodev2.h} comes to on x86-64 and on arm64. */
class V4l2AbiTest {
    @Test
    void everyCallHasTheNumberThatTheKernelGivesIt() {
        Map<Integer, Integer> numbers = Map.ofEntries(
                Map.entry(0x80685600, V4l2Abi.QUERYCAP),
                Map.entry(0xC0405602, V4l2Abi.ENUM_FMT),
                Map.entry(0xC0D05605, V4l2Abi.S_FMT),
                Map.entry(0xC0145608, V4l2Abi.REQBUFS),
                Map.entry(0xC0585609, V4l2Abi.QUERYBUF),
                Map.entry(0xC058560F, V4l2Abi.QBUF),
                Map.entry(0xC0585611, V4l2Abi.DQBUF),
                Map.entry(0x40045612, V4l2Abi.STREAMON),
                Map.entry(0x40045613, V4l2Abi.STREAMOFF),
                Map.entry(0xC0CC5616, V4l2Abi.S_PARM),
                Map.entry(0xC02C564A, V4l2Abi.ENUM_FRAMESIZES),
                Map.entry(0xC034564B, V4l2Abi.ENUM_FRAMEINTERVALS));
        numbers.forEach((kernels, ours) -> assertEquals(Integer.toHexString(kernels), Integer.toHexString(ours)));
    }

    @Test
    void everyFormatHasTheCodeThatTheKernelGivesIt() {
        assertEquals(0x59455247, PixelFormat.GREY.code());
        assertEquals(0x3231564E, PixelFormat.NV12.code());
        assertEquals(0x32315559, PixelFormat.YU12.code());
        assertEquals(0x56595559, PixelFormat.YUYV.code());
        assertEquals(0x59565955, PixelFormat.UYVY.code());
        assertEquals(0x47504A4D, PixelFormat.MJPG.code());
    }

    @Test
    void aFormatOfNobodyIsNamedByItsLetters() {
        assertEquals("pRAA", PixelFormat.letters(0x41415270));
        assertEquals("?RAA", PixelFormat.letters(0x41415207));
    }
}
