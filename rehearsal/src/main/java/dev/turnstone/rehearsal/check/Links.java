package dev.turnstone.rehearsal.check;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Every link of a document that points into the checkout leads somewhere, to the heading as well as to the file. */
final class Links {
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    private final Checkout checkout;

    Links(Checkout checkout) {
        this.checkout = checkout;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Path document : checkout.files(file -> file.toString().endsWith(".md"))) {
            List<String> prose = withoutCode(checkout.lines(document));
            for (int i = 0; i < prose.size(); i++) {
                String where = checkout.name(document, i + 1);
                LINK.matcher(prose.get(i))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .forEach(target ->
                                fault(document, target).ifPresent(what -> findings.add(new Finding(where, what))));
            }
        }
        return findings;
    }

    private Optional<String> fault(Path document, String target) {
        if (target.matches("[a-z][a-z0-9+.-]*:.*")) {
            return Optional.empty();
        }
        int hash = target.indexOf('#');
        String path = URLDecoder.decode(hash < 0 ? target : target.substring(0, hash), StandardCharsets.UTF_8);
        Path file = path.isEmpty()
                ? document
                : document.resolveSibling(path).toAbsolutePath().normalize();
        if (!file.startsWith(checkout.root())) {
            return Optional.of("the link " + target + " leads out of the checkout");
        }
        if (!Files.exists(file)) {
            return Optional.of("the link " + target + " leads nowhere");
        }
        boolean headingWanted = hash >= 0 && file.toString().endsWith(".md");
        if (headingWanted && !anchors(file).contains(target.substring(hash + 1))) {
            return Optional.of("the link " + target + " names a heading that is not there");
        }
        return Optional.empty();
    }

    /** Headings as a forge turns them into anchors: lower case, spaces to dashes, no punctuation, repeats numbered. */
    private Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        for (String line : withoutFences(checkout.lines(document))) {
            HEADING.matcher(line).results().map(match -> match.group(1)).forEach(heading -> {
                String anchor = heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                String numbered = anchor;
                for (int repeat = 1; !anchors.add(numbered); repeat++) {
                    numbered = anchor + "-" + repeat;
                }
            });
        }
        return anchors;
    }

    private static List<String> withoutCode(List<String> lines) {
        return withoutFences(lines).stream()
                .map(line -> CODE.matcher(line).replaceAll(""))
                .toList();
    }

    /** The same number of lines, those between fences empty. */
    private static List<String> withoutFences(List<String> lines) {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = line.strip().startsWith("```");
            prose.add(fenced || fence ? "" : line);
            fenced ^= fence;
        }
        return prose;
    }
}
