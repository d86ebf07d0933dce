package dev.turnstone.platform.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a word that is not known. */
public final class Nearest {
    private Nearest() {}

    /** The known word that is closest, if it is close enough that suggesting it helps rather than puzzles. */
    public static Optional<String> to(String word, Collection<String> known) {
        int tolerance = Math.max(1, Math.min(3, word.length() / 2));
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerance || isBeginning(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isBeginning(String word, String candidate) {
        return word.length() >= 3 && candidate.startsWith(word);
    }

    /** Insertions, deletions, replacements and swaps of neighbours, each counted once. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
