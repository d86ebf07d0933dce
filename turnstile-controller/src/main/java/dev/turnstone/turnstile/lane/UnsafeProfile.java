package dev.turnstone.turnstile.lane;

import dev.turnstone.platform.config.KeyFault;
import dev.turnstone.turnstile.barrier.BarrierKind;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A lane described so that somebody could be locked in. It must not start. */
public final class UnsafeProfile extends KeyFault {
    UnsafeProfile(String key, BarrierKind kind, FreedBy said, Set<FreedBy> enough) {
        super(
                key,
                "%s does not free the way out of a %s barrier; it must be %s"
                        .formatted(
                                words(said),
                                words(kind),
                                enough.stream()
                                        .sorted()
                                        .map(UnsafeProfile::words)
                                        .collect(Collectors.joining(" or "))));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
