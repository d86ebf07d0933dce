package dev.turnstone.platform.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The colours of every face, held to WCAG's arithmetic on both grounds. */
final class TokensTest {
    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): (#[0-9A-Fa-f]{6})");
    private static final List<String> GROUNDS = List.of("ground", "surface", "raised");

    @Test
    void textStandsSevenToOneOnEveryGround() {
        everyPair(List.of("text"), 7.0);
    }

    @Test
    void whatColoursSayCanBeReadOnEveryGround() {
        everyPair(List.of("muted", "welcome", "wait", "refuse", "staff"), 4.5);
    }

    @Test
    void aFocusRingIsSeenOnEveryGround() {
        everyPair(List.of("focus"), 3.0);
    }

    @Test
    void aPrimaryButtonsWordsCanBeReadOnIt() {
        for (var theme : themes()) {
            double ratio = contrast(theme.get("on-accent"), theme.get("accent"));
            assertTrue(ratio >= 4.5, "on-accent on accent: " + ratio);
        }
    }

    private static void everyPair(List<String> tokens, double least) {
        List<String> failing = new ArrayList<>();
        for (var theme : themes()) {
            for (String ground : GROUNDS) {
                for (String token : tokens) {
                    double ratio = contrast(theme.get(token), theme.get(ground));
                    if (ratio < least) {
                        failing.add("%s on %s: %.2f < %.1f".formatted(token, ground, ratio, least));
                    }
                }
            }
        }
        assertTrue(failing.isEmpty(), failing.toString());
    }

    private static List<Map<String, String>> themes() {
        String css = new String(
                Assets.find("/assets/turnstone/turnstone.css").orElseThrow().content(), StandardCharsets.UTF_8);
        List<Map<String, String>> themes = new ArrayList<>();
        for (String block : css.split("color-scheme: (?=dark|light)")) {
            Map<String, String> tokens = new HashMap<>();
            var matcher = TOKEN.matcher(block);
            while (matcher.find()) {
                tokens.putIfAbsent(matcher.group(1), matcher.group(2));
            }
            if (tokens.containsKey("ground")) {
                themes.add(tokens);
            }
        }
        assertTrue(themes.size() == 3, "light, dark, and dark by the device's wish: " + themes.size());
        return themes;
    }

    private static double contrast(String a, String b) {
        double first = luminance(a);
        double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
