package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quick reader of a gate: ours, and before it a plug-in that was found at start. */
public final class Decoders {
    private static final Logger log = LoggerFactory.getLogger(Decoders.class);

    private Decoders() {}

    public static CodeReader quick() {
        return quick(ServiceLoader.load(DecoderPlugin.class));
    }

    /** With the first plug-in that works here; one that does not costs a line in the log and nothing else. */
    static CodeReader quick(Iterable<DecoderPlugin> plugins) {
        CodeReader ours = new TrackingReader(new ZxingReader());
        Iterator<DecoderPlugin> found = plugins.iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return ours;
                }
                DecoderPlugin plugin = found.next();
                CodeReader reader = plugin.open();
                log.info("Codes are read by the plug-in {}", plugin.name());
                return new Plugged(plugin.name(), reader, ours);
            } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
                log.warn("A plug-in for reading codes does not work here: {}", e.toString());
            }
        }
    }

    /** Whatever a plug-in does, a gate goes on reading. */
    private static final class Plugged implements CodeReader {
        private final String name;
        private final CodeReader ours;
        private Optional<CodeReader> plugin;

        Plugged(String name, CodeReader plugin, CodeReader ours) {
            this.name = name;
            this.plugin = Optional.of(plugin);
            this.ours = ours;
        }

        @Override
        public Look look(Luma picture) {
            if (plugin.isPresent()) {
                try {
                    if (plugin.get().look(picture) instanceof Look.Found found) {
                        ours.follow(found.code().where());
                        return found;
                    }
                } catch (RuntimeException | LinkageError e) {
                    log.error("The plug-in {} failed, and is asked no more", name, e);
                    plugin = Optional.empty();
                }
            }
            return ours.look(picture);
        }

        @Override
        public Optional<String> beside(Code found, Luma picture) {
            return ours.beside(found, picture);
        }

        @Override
        public void follow(Region where) {
            ours.follow(where);
        }
    }
}
