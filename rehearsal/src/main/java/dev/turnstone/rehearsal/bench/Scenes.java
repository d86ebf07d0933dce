package dev.turnstone.rehearsal.bench;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import dev.turnstone.kiosk.camera.Luma;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What a kiosk's camera sees when a phone is held before it: a screen at an angle, near or far, moved, out of focus,
 * with a lamp in it, its own grid of pixels, a dark room around it, and a sensor's noise over all. Every scene follows
 * from its seed.
 */
final class Scenes {
    private static final int QUIET = 4;
    /** So many rays a pixel, each way. */
    private static final int RAYS = 2;

    private final int width;
    private final int height;

    Scenes(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** A scene with this text on the phone. */
    Luma phone(String text, long seed) {
        return new Scene(modules(text), new SplittableRandom(seed)).drawn();
    }

    /** The same lobby, and a phone that shows something else: stripes, a face of squares, nothing. */
    Luma without(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteMatrix clutter = new ByteMatrix(37, 37);
        int kind = random.nextInt(3);
        for (int y = 0; y < 37; y++) {
            for (int x = 0; x < 37; x++) {
                boolean dark = switch (kind) {
                    case 0 -> x / 3 % 2 == 0;
                    case 1 -> random.nextBoolean();
                    default -> false;
                };
                clutter.set(x, y, dark ? 1 : 0);
            }
        }
        return new Scene(clutter, random).drawn();
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "ISO-8859-1"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("this text does not fit a QR code", e);
        }
    }

    private final class Scene {
        private final ByteMatrix modules;
        private final RandomGenerator random;
        /** From the frame to the code's plane, in modules: a row of three for x, y and the divisor. */
        private final double[] view;

        private final double side;
        private final double lit;
        private final double dark;
        private final double room;
        private final double slope;
        private final double glareX;
        private final double glareY;
        private final double glareSize;
        private final double glare;
        private final double moire;
        private final double grid;

        Scene(ByteMatrix modules, RandomGenerator random) {
            this.modules = modules;
            this.random = random;
            this.side = modules.getWidth() + 2.0 * QUIET;
            this.view = view();
            double brightness = random.nextInt(4) == 0 ? random.nextDouble(45, 90) : random.nextDouble(120, 245);
            this.lit = brightness;
            this.dark = brightness * random.nextDouble(0.08, 0.4);
            this.room = random.nextDouble(10, 120);
            this.slope = random.nextDouble(-0.35, 0.35);
            this.glare = random.nextInt(3) == 0 ? random.nextDouble(60, 220) : 0;
            this.glareX = random.nextDouble(side);
            this.glareY = random.nextDouble(side);
            this.glareSize = side * random.nextDouble(0.08, 0.3);
            this.moire = random.nextInt(3) == 0 ? random.nextDouble(0.05, 0.25) : 0;
            this.grid = random.nextDouble(2.1, 7.3);
        }

        /** The code's height is 15 to 60 % of the frame's, turned a little, seen from a side. */
        private double[] view() {
            double pixels = height * random.nextDouble(0.15, 0.60) / modules.getWidth();
            double turn = random.nextInt(8) == 0 ? random.nextDouble(-Math.PI, Math.PI) : random.nextGaussian() * 0.25;
            double reach = side * pixels / 2;
            double x = random.nextDouble(Math.min(reach, width / 2.0), Math.max(width - reach, width / 2.0 + 1));
            double y = random.nextDouble(Math.min(reach, height / 2.0), Math.max(height - reach, height / 2.0 + 1));
            double leanX = random.nextGaussian() * 0.12 / reach;
            double leanY = random.nextGaussian() * 0.12 / reach;
            double cos = Math.cos(turn) / pixels;
            double sin = Math.sin(turn) / pixels;
            // Around its middle: turn and scale, then divide by a plane that leans away.
            double[] m = {cos, sin, 0, -sin, cos, 0, leanX, leanY, 1};
            double half = side / 2;
            for (int column = 0; column < 3; column++) {
                m[column] += half * m[6 + column];
                m[3 + column] += half * m[6 + column];
            }
            for (int row = 0; row < 3; row++) {
                m[3 * row + 2] -= m[3 * row] * x + m[3 * row + 1] * y;
            }
            return m;
        }

        Luma drawn() {
            double[] light = new double[width * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    for (int ray = 0; ray < RAYS * RAYS; ray++) {
                        sum += seen(x + (ray % RAYS + 0.5) / RAYS, y + (Math.floorDiv(ray, RAYS) + 0.5) / RAYS);
                    }
                    light[y * width + x] = sum / (RAYS * RAYS);
                }
            }
            double focus = random.nextInt(3) == 0 ? random.nextDouble(0.8, 2.2) : random.nextDouble(0.3, 0.8);
            light = blurred(light, focus, 1, 0);
            light = blurred(light, focus, 0, 1);
            if (random.nextInt(4) == 0) {
                boolean across = random.nextBoolean();
                light = moved(light, random.nextInt(2, 6), across ? 1 : 0, across ? 0 : 1);
            }
            double noise = random.nextDouble(1, 9);
            byte[] pixels = new byte[light.length];
            for (int at = 0; at < pixels.length; at++) {
                pixels[at] = (byte) Math.clamp(Math.round(light[at] + random.nextGaussian() * noise), 0, 255);
            }
            return Luma.packed(pixels, width, height);
        }

        private double seen(double x, double y) {
            double w = view[6] * x + view[7] * y + view[8];
            double u = (view[0] * x + view[1] * y + view[2]) / w;
            double v = (view[3] * x + view[4] * y + view[5]) / w;
            double border = side * 0.12;
            boolean screen = w > 0 && u >= 0 && v >= -border && u < side && v < side + border;
            if (!screen) {
                boolean body = w > 0 && u >= -border && v >= -3 * border && u < side + border && v < side + 3 * border;
                return body ? 12 : room * (1 + slope * (x / width - 0.5)) + 9 * Math.sin(x / 23) * Math.sin(y / 31);
            }
            int column = (int) Math.floor(u) - QUIET;
            int row = (int) Math.floor(v) - QUIET;
            boolean inCode = column >= 0 && row >= 0 && column < modules.getWidth() && row < modules.getHeight();
            double value = inCode && modules.get(column, row) == 1 ? dark : lit;
            double far = (u - glareX) * (u - glareX) + (v - glareY) * (v - glareY);
            double lamp = glare == 0 ? 0 : glare * Math.exp(-far / (2 * glareSize * glareSize));
            double stripes = 1 + moire * Math.sin(2 * Math.PI * u * grid / 7) * Math.sin(2 * Math.PI * v * grid / 7);
            return value * stripes * (1 + slope * (v / side - 0.5)) + lamp;
        }

        private double[] blurred(double[] light, double sigma, int dx, int dy) {
            int reach = (int) Math.ceil(3 * sigma);
            double[] weights = new double[2 * reach + 1];
            double sum = 0;
            for (int at = -reach; at <= reach; at++) {
                weights[at + reach] = Math.exp(-at * at / (2 * sigma * sigma));
                sum += weights[at + reach];
            }
            for (int at = 0; at < weights.length; at++) {
                weights[at] /= sum;
            }
            return weighed(light, weights, -reach, dx, dy);
        }

        private double[] moved(double[] light, int by, int dx, int dy) {
            double[] weights = new double[by];
            Arrays.fill(weights, 1.0 / by);
            return weighed(light, weights, 0, dx, dy);
        }

        private double[] weighed(double[] light, double[] weights, int from, int dx, int dy) {
            double[] out = new double[light.length];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    for (int at = 0; at < weights.length; at++) {
                        int sx = Math.clamp(x + (long) (from + at) * dx, 0, width - 1);
                        int sy = Math.clamp(y + (long) (from + at) * dy, 0, height - 1);
                        sum += weights[at] * light[sy * width + sx];
                    }
                    out[y * width + x] = sum;
                }
            }
            return out;
        }
    }
}
