package dev.turnstone.rehearsal.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * docs/features.md: one row for every feature, and in its last column either the test classes that prove it, or
 * {@code thin} and the test classes of what stands, or {@code not yet}.
 */
final class FeatureTable {
    /** How many rows each family has; they are numbered from 01. */
    private static final Map<String, Integer> FAMILIES = families();

    private static final Pattern ROW = Pattern.compile("^\\|\\s*([A-Z]+-\\d+)\\s*\\|(.*)\\|(.*)\\|\\s*$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private final Checkout checkout;

    FeatureTable(Checkout checkout) {
        this.checkout = checkout;
    }

    List<Finding> findings() {
        Path file = checkout.root().resolve("docs/features.md");
        if (!Files.isRegularFile(file)) {
            return List.of(new Finding("docs/features.md", "is missing"));
        }
        Set<String> tests = testClasses();
        Set<String> rows = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        int number = 0;
        for (String line : checkout.lines(file)) {
            number++;
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String where = checkout.name(file, number);
                if (!ids().contains(row.group(1))) {
                    findings.add(new Finding(where, "there is no feature " + row.group(1)));
                }
                if (!rows.add(row.group(1))) {
                    findings.add(new Finding(where, row.group(1) + " has a second row"));
                }
                findings.addAll(ofState(where, row.group(1), row.group(3).strip(), tests));
            }
        }
        ids().stream()
                .filter(id -> !rows.contains(id))
                .forEach(id -> findings.add(new Finding("docs/features.md", id + " has no row")));
        return findings;
    }

    /** A row either names tests that exist, or admits that there are none. */
    private static List<Finding> ofState(String where, String id, String state, Set<String> tests) {
        if (state.equals("not yet")) {
            return List.of();
        }
        List<String> named =
                NAME.matcher(state).results().map(match -> match.group(1)).toList();
        if (named.isEmpty()) {
            return List.of(new Finding(where, id + " names no test and does not say \"not yet\""));
        }
        return named.stream()
                .filter(name -> !tests.contains(name))
                .map(name -> new Finding(where, id + " names the test " + name + ", which does not exist"))
                .toList();
    }

    private Set<String> testClasses() {
        return checkout
                .files(file -> checkout.name(file).contains("/src/test/java/")
                        && file.toString().endsWith("Test.java"))
                .stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    static List<String> ids() {
        List<String> ids = new ArrayList<>();
        FAMILIES.forEach((family, rows) -> {
            for (int row = 1; row <= rows; row++) {
                ids.add("%s-%02d".formatted(family, row));
            }
        });
        return ids;
    }

    private static Map<String, Integer> families() {
        Map<String, Integer> families = new LinkedHashMap<>();
        families.put("PAY", 13);
        families.put("ORD", 10);
        families.put("EVT", 4);
        families.put("VIP", 5);
        families.put("MAIL", 6);
        families.put("SCAN", 13);
        families.put("HUB", 10);
        families.put("DEV", 7);
        families.put("ACC", 6);
        families.put("DASH", 4);
        families.put("API", 5);
        families.put("OPS", 6);
        families.put("UX", 5);
        return families;
    }
}
