package dev.turnstone.rehearsal.stage;

import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.PassCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Looks for what must not lie on a gate's card, byte by byte: as it is, and as anybody might have written it instead (hex,
 * base64 at any offset, with percent signs, two bytes a letter). A database tears long values apart, so that a part is
 * as good as the whole.
 */
final class Secrets {
    /** Enough of a pass or a signature that nothing else looks like it. */
    private static final int PART = 12;

    private final List<Needle> needles = new ArrayList<>();

    private record Needle(String what, String letters) {
        Needle(String what, byte[] bytes) {
            // Latin letters stand for bytes, so that the library's own search looks for them.
            this(what, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** Somebody's name, address or number. */
    void person(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        everyForm(text, plain);
        add(text + " in two bytes a letter", text.getBytes(StandardCharsets.UTF_16LE));
        add(text + " in an address", bytes(URLEncoder.encode(text, StandardCharsets.UTF_8)));
        add(text + " in capitals", text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /** What somebody's code says, and where it is a pass its signature. */
    void pass(String text) {
        byte[] said = bytes(text);
        for (int at = 0; at + 2 * PART <= said.length; at += PART) {
            everyForm("a pass from its letter " + at, Arrays.copyOfRange(said, at, at + 2 * PART));
        }
        if (PassCodec.decode(text) instanceof Decoded.Read(var pass)) {
            byte[] signature = pass.signature().bytes();
            for (int at = 0; at + PART <= signature.length; at += PART) {
                everyForm("a signature from its byte " + at, Arrays.copyOfRange(signature, at, at + PART));
            }
        }
    }

    private void add(String what, byte[] bytes) {
        needles.add(new Needle(what, bytes));
    }

    private void everyForm(String what, byte[] plain) {
        add(what, plain);
        String hex = HexFormat.of().formatHex(plain);
        add(what + " in hex", bytes(hex));
        add(what + " in capital hex", bytes(hex.toUpperCase(Locale.ROOT)));
        for (int offset = 0; offset < 3; offset++) {
            add(what + " in base64 at " + offset, base64(plain, offset));
        }
    }

    /** The middle, which does not depend on what stands before and after. */
    private static byte[] base64(byte[] plain, int offset) {
        byte[] shifted = new byte[plain.length + offset];
        System.arraycopy(plain, 0, shifted, offset, plain.length);
        int whole = shifted.length / 3 * 3;
        String text = Base64.getEncoder().encodeToString(Arrays.copyOf(shifted, whole));
        return bytes(text.substring(offset == 0 ? 0 : 4));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Where any of it lies. */
    List<String> in(Path... places) {
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place).filter(Files::isRegularFile)) {
                for (Path file : files.toList()) {
                    String hay = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    needles.stream()
                            .filter(needle -> hay.contains(needle.letters))
                            .forEach(needle -> found.add("%s lies in %s".formatted(needle.what, file.getFileName())));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }
}
