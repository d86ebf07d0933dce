package dev.turnstone.rehearsal.check;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** English and Spanish have the same sentences, none of them empty, with the same places for values. */
final class Bundles {
    private static final String ENGLISH = "_en.properties";
    private static final String SPANISH = "_es.properties";
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");

    private final Checkout checkout;

    Bundles(Checkout checkout) {
        this.checkout = checkout;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : checkout.files(Bundles::isBundle)) {
            boolean english = file.toString().endsWith(ENGLISH);
            Path other = file.resolveSibling(
                    file.getFileName().toString().replace(english ? ENGLISH : SPANISH, english ? SPANISH : ENGLISH));
            if (!Files.exists(other)) {
                findings.add(new Finding(checkout.name(file), "has no sibling " + other.getFileName()));
            } else if (english) {
                findings.addAll(compared(file, other));
            }
        }
        return findings;
    }

    private List<Finding> compared(Path english, Path spanish) {
        Properties here = read(english);
        Properties there = read(spanish);
        Set<String> keys = new TreeSet<>(here.stringPropertyNames());
        keys.addAll(there.stringPropertyNames());
        List<Finding> findings = new ArrayList<>();
        for (String key : keys) {
            String said = here.getProperty(key, "");
            String dicho = there.getProperty(key, "");
            if (said.isBlank()) {
                findings.add(new Finding(checkout.name(english), "has no text for " + key));
            } else if (dicho.isBlank()) {
                findings.add(new Finding(checkout.name(spanish), "has no text for " + key));
            } else if (!places(said).equals(places(dicho))) {
                findings.add(new Finding(
                        checkout.name(spanish),
                        key + " has the places " + places(dicho) + ", and the English text " + places(said)));
            }
        }
        return findings;
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isBundle(Path file) {
        String name = file.toString().replace('\\', '/');
        return name.contains("/src/main/resources/messages/") && (name.endsWith(ENGLISH) || name.endsWith(SPANISH));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
