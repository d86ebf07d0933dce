package dev.turnstone.platform.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a part was told: one YAML file, and environment variables above it.
 *
 * <p>A key is dotted kebab-case ({@code stripe.secret-key}); the variable that overrides it is the same in capitals
 * ({@code TURNSTONE_STRIPE_SECRET_KEY}). Every value is checked when it is read, and every error names its key.
 * {@link #refuseUnknownKeys()} then finds the misspelt ones: those in the file that nobody asked for.
 */
public final class Config {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private final Source source;
    private final String prefix;

    private Config(Source source, String prefix) {
        this.source = source;
        this.prefix = prefix;
    }

    /** Reads {@code file}; relative paths in it are meant from its folder. */
    public static Config load(Path file, Map<String, String> environment) {
        Path absolute = file.toAbsolutePath().normalize();
        return new Config(new Source(file.toString(), folderOf(absolute), YamlFile.read(file), environment), "");
    }

    /** No file: the environment and the fallbacks alone. */
    public static Config ofEnvironment(Map<String, String> environment) {
        return new Config(new Source("the environment", Path.of("").toAbsolutePath(), YamlFile.NONE, environment), "");
    }

    public String text(String key) {
        return find(key).orElseThrow(() -> missing(key));
    }

    public String text(String key, String fallback) {
        return find(key).orElse(fallback);
    }

    public Optional<String> optionalText(String key) {
        return find(key);
    }

    public int integer(String key, int fallback, int min, int max) {
        return parsed(key, fallback, "a whole number from %d to %d".formatted(min, max), text -> {
            int number = Integer.parseInt(text);
            return number >= min && number <= max ? number : null;
        });
    }

    /** A TCP port; 0 lets the system choose a free one. */
    public int port(String key, int fallback) {
        return integer(key, fallback, 0, 65_535);
    }

    public boolean flag(String key, boolean fallback) {
        return parsed(key, fallback, "true or false", text -> switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> null;
        });
    }

    /** A length of time with its unit: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 2h}, {@code 7d}. */
    public Duration duration(String key, Duration fallback) {
        return parsed(key, fallback, "a length of time such as 500ms, 30s, 15m, 2h or 7d", Config::parseDuration);
    }

    public URI uri(String key) {
        return optionalUri(key).orElseThrow(() -> missing(key));
    }

    public URI uri(String key, URI fallback) {
        return optionalUri(key).orElse(fallback);
    }

    public Optional<URI> optionalUri(String key) {
        return find(key)
                .map(text -> parse(key, text, "an address such as https://hub.example:8411", value -> {
                    URI uri = URI.create(value);
                    return uri.getScheme() != null ? uri : null;
                }));
    }

    public Path path(String key) {
        return source.folder.resolve(text(key)).normalize();
    }

    public Path path(String key, Path fallback) {
        return find(key)
                .map(text -> source.folder.resolve(text).normalize())
                .orElse(source.folder.resolve(fallback).normalize());
    }

    /** A folder that this part may write to; it is made when it is not there yet. */
    public Path folder(String key, Path fallback) {
        Path folder = path(key, fallback);
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", ""));
            return folder;
        } catch (IOException e) {
            throw new ConfigException(
                    "%s: the folder %s cannot be written to (%s). Give this user the right to write there, or name another folder in %s."
                            .formatted(full(key), folder, YamlFile.reason(e), where(key)));
        }
    }

    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        String names = Arrays.stream(type.getEnumConstants()).map(Config::kebab).collect(Collectors.joining(", "));
        return parsed(
                key,
                fallback,
                "one of " + names,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> kebab(each).equals(text))
                        .findFirst()
                        .orElse(null));
    }

    /** A value that must not be shown: as {@code key}, or in the file that {@code key-file} names. */
    public String secret(String key) {
        Optional<String> here = find(key);
        if (here.isPresent()) {
            return here.get();
        }
        if (find(key + "-file").isEmpty()) {
            throw missing(key);
        }
        Path file = path(key + "-file");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigException(
                    "%s-file: the file %s cannot be read (%s).".formatted(full(key), file, YamlFile.reason(e)));
        }
    }

    public Config section(String key) {
        return new Config(source, full(key));
    }

    /** The sections of a YAML list, in order; empty where there is none. */
    public List<Config> list(String key) {
        List<Config> sections = new ArrayList<>();
        for (int i = 0; source.hasBelow(full(key) + "." + i); i++) {
            sections.add(section(key + "." + i));
        }
        return List.copyOf(sections);
    }

    /** A list of plain values: a YAML list, or one variable with commas. */
    public List<String> texts(String key) {
        Optional<String> inline = find(key);
        if (inline.isPresent()) {
            return Arrays.stream(inline.get().split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; find(key + "." + i).isPresent(); i++) {
            texts.add(text(key + "." + i));
        }
        return List.copyOf(texts);
    }

    /**
     * What is wrong with a value that is well formed, by where it was written: {@code lane.yaml line 14: pins.fire: line
     * 17 is already pins.relay-in}.
     */
    public ConfigException fault(KeyFault fault) {
        String said = String.valueOf(fault.getMessage());
        return new ConfigException(
                "%s: %s".formatted(where(fault.key()), prefix.isEmpty() ? said : prefix + "." + said));
    }

    /** Every key that anybody has read so far, whether it was there or not. */
    public Set<String> asked() {
        return Set.copyOf(source.asked);
    }

    /** Called when everything has been read: what is left over in the file is a mistake, not a wish. */
    public void refuseUnknownKeys() {
        Set<String> unknown = new TreeSet<>(source.values.keySet());
        unknown.removeAll(source.asked);
        if (unknown.isEmpty()) {
            return;
        }
        String key = unknown.iterator().next();
        String nearest = nearest(key, source.asked)
                .map(" Did you mean \"%s\"?"::formatted)
                .orElse("");
        throw new ConfigException("%s in %s is not a setting of this part.%s".formatted(key, source.at(key), nearest));
    }

    private static Optional<String> nearest(String key, Set<String> candidates) {
        return candidates.stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .filter(best -> distance(key, best) <= 3);
    }

    /** Levenshtein's distance: how many letters must change. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private <T> T parsed(String key, T fallback, String expected, Function<String, @Nullable T> parser) {
        return find(key).map(text -> parse(key, text, expected, parser)).orElse(fallback);
    }

    private <T> T parse(String key, String text, String expected, Function<String, @Nullable T> parser) {
        @Nullable T value;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException e) {
            value = null;
        }
        if (value == null) {
            throw new ConfigException(
                    "%s must be %s, but is \"%s\" in %s.".formatted(full(key), expected, text, where(key)));
        }
        return value;
    }

    private static @Nullable Duration parseDuration(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private Optional<String> find(String key) {
        String full = full(key);
        source.asked.add(full);
        @Nullable String fromEnvironment = source.environment.get(variable(full));
        return Optional.ofNullable(fromEnvironment != null ? fromEnvironment : source.values.get(full))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private ConfigException missing(String key) {
        return new ConfigException(
                "%s is missing: set it in %s, or as %s.".formatted(full(key), source.name, variable(full(key))));
    }

    private String where(String key) {
        String variable = variable(full(key));
        return source.environment.containsKey(variable) ? variable : source.at(full(key));
    }

    private String full(String key) {
        return prefix.isEmpty() ? key : prefix + "." + key;
    }

    private static String variable(String key) {
        return "TURNSTONE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path folderOf(Path file) {
        @Nullable Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static final class Source {
        private final String name;
        private final Path folder;
        private final Map<String, String> values;
        private final Map<String, Integer> lines;
        private final Map<String, String> environment;
        private final Set<String> asked = new TreeSet<>();

        Source(String name, Path folder, YamlFile file, Map<String, String> environment) {
            this.name = name;
            this.folder = folder;
            this.values = file.values();
            this.lines = file.lines();
            this.environment = environment;
        }

        /** The file, and the line where it is known: that of the key, or of the section that it belongs into. */
        String at(String key) {
            String known = key;
            while (!lines.containsKey(known) && known.contains(".")) {
                known = known.substring(0, known.lastIndexOf('.'));
            }
            Integer line = lines.get(known);
            return line == null ? name : name + " line " + line;
        }

        boolean hasBelow(String key) {
            return values.keySet().stream().anyMatch(each -> each.equals(key) || each.startsWith(key + "."));
        }
    }
}
