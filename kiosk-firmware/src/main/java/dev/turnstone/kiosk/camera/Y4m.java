package dev.turnstone.kiosk.camera;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A film without compression, as {@code ffmpeg -i any.mp4 -pix_fmt yuv420p film.y4m} writes it:
 *
 * <pre>
 *   YUV4MPEG2 W640 H480 F30:1 Ip A1:1 C420jpeg ⏎
 *   FRAME ⏎  brightness, W × H bytes;  colours, as many as C says
 *   FRAME ⏎  …
 * </pre>
 */
final class Y4m {
    private static final int LONGEST_LINE = 256;
    private static final int MOST_PIXELS = 4_096 * 2_304;

    private final InputStream in;
    private final int width;
    private final int height;
    private final int colours;
    private final double rate;

    private Y4m(InputStream in, int width, int height, int colours, double rate) {
        this.in = in;
        this.width = width;
        this.height = height;
        this.colours = colours;
        this.rate = rate;
    }

    /** Frames a second. */
    double rate() {
        return rate;
    }

    static Y4m open(InputStream in) throws IOException {
        String[] words = line(in).split(" ", -1);
        if (!words[0].equals("YUV4MPEG2")) {
            throw new IOException("this is no YUV4MPEG2 film");
        }
        int width = 0;
        int height = 0;
        double rate = 30;
        String colours = "420";
        for (String word : words) {
            String value = word.isEmpty() ? "" : word.substring(1);
            try {
                switch (word.isEmpty() ? ' ' : word.charAt(0)) {
                    case 'W' -> width = Integer.parseInt(value);
                    case 'H' -> height = Integer.parseInt(value);
                    case 'F' -> rate = rate(value);
                    case 'C' -> colours = value;
                    default -> {}
                }
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IOException("a film does not say what it is by " + word, e);
            }
        }
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS || !(rate > 0 && rate <= 240)) {
            throw new IOException("no film of %d×%d at %s a second".formatted(width, height, rate));
        }
        return new Y4m(in, width, height, colours(colours, width, height), rate);
    }

    private static double rate(String value) {
        int colon = value.indexOf(':');
        return Double.parseDouble(value.substring(0, colon)) / Double.parseDouble(value.substring(colon + 1));
    }

    private static int colours(String kind, int width, int height) throws IOException {
        if (kind.equals("mono")) {
            return 0;
        }
        if (kind.contains("p1") || kind.contains("p9")) {
            throw new IOException("a film of more than eight bits a pixel (C%s) is not read".formatted(kind));
        }
        int half = (width + 1) / 2;
        return switch (kind.substring(0, Math.min(3, kind.length()))) {
            case "420" -> 2 * half * ((height + 1) / 2);
            case "422" -> 2 * half * height;
            case "444" -> 2 * width * height;
            default -> throw new IOException("a film in C%s is not read".formatted(kind));
        };
    }

    /** The next frame; empty at the end, or where the film was cut off. */
    Optional<Luma> next() throws IOException {
        if (!line(in).startsWith("FRAME")) {
            return Optional.empty();
        }
        byte[] brightness = in.readNBytes(width * height);
        if (brightness.length < width * height || in.readNBytes(colours).length < colours) {
            return Optional.empty();
        }
        return Optional.of(Luma.packed(brightness, width, height));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read();
                letter != '\n' && letter >= 0 && line.length() < LONGEST_LINE;
                letter = in.read()) {
            line.append((char) letter);
        }
        return line.toString();
    }
}
