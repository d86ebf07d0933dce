package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;

/** A part of a picture, upright, within it. */
public record Region(int x, int y, int width, int height) {
    public Region {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("no part of a picture: %d,%d %d×%d".formatted(x, y, width, height));
        }
    }

    static Region all(Luma picture) {
        return new Region(0, 0, picture.width(), picture.height());
    }

    /** What spans these points and so much more on each side, as far as the picture goes. */
    static Region around(double left, double top, double right, double bottom, double more, Luma picture) {
        int startX = Math.clamp((int) Math.floor(left - more), 0, picture.width() - 1);
        int startY = Math.clamp((int) Math.floor(top - more), 0, picture.height() - 1);
        int endX = Math.clamp((int) Math.ceil(right + more), startX + 1, picture.width());
        int endY = Math.clamp((int) Math.ceil(bottom + more), startY + 1, picture.height());
        return new Region(startX, startY, endX - startX, endY - startY);
    }

    /** Larger by a share of its longer side, each way. */
    Region wider(double share, Luma picture) {
        double more = share * Math.max(width, height);
        return around(x, y, (double) x + width, (double) y + height, more, picture);
    }

    /** The same in a picture that is so many times as large. */
    Region times(int factor, Luma picture) {
        return around(
                (double) x * factor,
                (double) y * factor,
                (double) (x + width) * factor,
                (double) (y + height) * factor,
                0,
                picture);
    }

    /** The same in a picture of half the size. */
    Region halved() {
        return new Region(x / 2, y / 2, Math.max(1, width / 2), Math.max(1, height / 2));
    }

    boolean within(Luma picture) {
        return x + width <= picture.width() && y + height <= picture.height();
    }
}
