package dev.turnstone.platform.text;

import java.text.Normalizer;
import java.util.Locale;

/** A person's name as machines keep it and as anybody can type it: {@code Inés Ortiz} is {@code ines-ortiz}. */
public final class PlainName {
    private PlainName() {}

    public static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
