package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/** Looks first where the last code was: a phone that is held before a lens moves little from frame to frame. */
public final class TrackingReader implements CodeReader {
    /** A hand moves by so much of a code's side between two frames. */
    private static final double DRIFT = 0.4;

    /** After so many frames without it the code is somewhere else, or gone. */
    private static final int MOST_MISSES = 10;

    private final ZxingReader reader;
    private volatile Optional<Region> last = Optional.empty();
    private int misses;

    public TrackingReader(ZxingReader reader) {
        this.reader = reader;
    }

    @Override
    public Look look(Luma picture) {
        Look look = nearby(picture);
        if (!(look instanceof Look.Found)) {
            look = reader.look(picture);
        }
        if (look instanceof Look.Found(Code code)) {
            follow(code.where());
            misses = 0;
        } else if (++misses > MOST_MISSES) {
            last = Optional.empty();
        }
        return look;
    }

    private Look nearby(Luma picture) {
        Optional<Region> region = last.filter(where -> where.within(picture)).map(where -> where.wider(DRIFT, picture));
        // Where the code nearly fills the picture, the whole of it is looked at anyway.
        return region.filter(where -> 2L * where.width() * where.height() < (long) picture.width() * picture.height())
                .map(where -> reader.withLocalThresholds(picture, where))
                .orElse(Look.NOTHING);
    }

    @Override
    public Optional<String> beside(Code found, Luma picture) {
        return reader.beside(found, picture);
    }

    @Override
    public void follow(Region where) {
        last = Optional.of(where);
    }
}
