package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.QrPictures;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodersTest {
    private static final Luma CODE = QrPictures.code("PLUGGED 1", 4);

    @Test
    void aPlugInOnTheClassPathIsFoundAndAskedFirst(@TempDir Path jar) throws Exception {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(DecoderPlugin.class.getName()), Oracle.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            CodeReader reader = Decoders.quick(ServiceLoader.load(DecoderPlugin.class, loader));

            assertEquals(Optional.of("WHATEVER"), reader.read(CODE));
            assertEquals(Optional.of("PLUGGED 1"), reader.beside(new Code("WHATEVER", new Region(0, 0, 1, 1)), CODE));
        }
    }

    @Test
    void whatAPlugInMissesOurReaderReads() {
        CodeReader reader = Decoders.quick(List.of(plugin(picture -> Look.NOTHING)));

        assertEquals(Optional.of("PLUGGED 1"), reader.read(CODE));
    }

    @Test
    void aPlugInThatCannotWorkHereIsPassedOver() {
        DecoderPlugin broken = new DecoderPlugin() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public CodeReader open() {
                throw new UnsatisfiedLinkError("no decoder in java.library.path");
            }
        };

        assertEquals(Optional.of("PLUGGED 1"), Decoders.quick(List.of(broken)).read(CODE));
        assertEquals(
                Optional.of("WHATEVER"),
                Decoders.quick(List.of(broken, new Oracle())).read(CODE));
    }

    @Test
    void aPlugInThatFailsIsAskedNoMore() {
        AtomicInteger asked = new AtomicInteger();
        CodeReader reader = Decoders.quick(List.of(plugin(picture -> {
            asked.incrementAndGet();
            throw new IllegalStateException("out of its mind");
        })));

        assertEquals(Optional.of("PLUGGED 1"), reader.read(CODE));
        assertEquals(Optional.of("PLUGGED 1"), reader.read(CODE));
        assertEquals(1, asked.get());
    }

    @Test
    void withoutAPlugInTheGateReadsByItself() {
        assertTrue(Decoders.quick().read(CODE).isPresent());
    }

    private static DecoderPlugin plugin(CodeReader reader) {
        return new DecoderPlugin() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public CodeReader open() {
                return reader;
            }
        };
    }

    /** Reads the same in every picture. */
    public static final class Oracle implements DecoderPlugin {
        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public CodeReader open() {
            return picture -> Look.found("WHATEVER", Region.all(picture));
        }
    }
}
