package dev.turnstone.admission.fuzz;

import dev.turnstone.admission.pass.Base45;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.ShortCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Any text or bytes are a pass that encodes back to them, or none. */
public final class PassTarget {
    private PassTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        if (PassCodec.decode(text) instanceof Decoded.Read(Pass pass)) {
            require(text.equals(PassCodec.encode(pass)));
        }
        if (PassCodec.decode(input) instanceof Decoded.Read(Pass pass)) {
            require(Arrays.equals(input, PassCodec.bytes(pass)));
        }
        require(Base45.decode(Base45.encode(input))
                .filter(bytes -> Arrays.equals(input, bytes))
                .isPresent());
        ShortCode.parse(text).ifPresent(code -> require(code.text().length() == 10));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("what was read does not write itself back");
        }
    }
}
