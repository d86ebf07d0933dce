package dev.turnstone.platform.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file as dotted keys.
 *
 * @param lines where each key was written, counted from 1; of sections too
 */
record YamlFile(Map<String, String> values, Map<String, Integer> lines) {
    static final YamlFile NONE = new YamlFile(Map.of(), Map.of());

    static YamlFile read(Path file) {
        Object document;
        @Nullable Node node;
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            document = yaml().load(text);
            node = yaml().compose(new StringReader(text));
        } catch (IOException e) {
            throw new ConfigException("The configuration file %s cannot be read (%s).".formatted(file, reason(e)));
        } catch (YAMLException e) {
            String[] lines = String.valueOf(e.getMessage()).split("\n");
            throw new ConfigException("The configuration file %s is not YAML: %s"
                    .formatted(file, String.join(" ", lines).strip()));
        }
        Map<String, String> values = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        if (document instanceof Map<?, ?> map) {
            flatten("", map, values);
        } else if (document != null) {
            throw new ConfigException("The configuration file %s must hold \"key: value\" lines.".formatted(file));
        }
        if (node != null) {
            locate("", node, lines);
        }
        return new YamlFile(values, lines);
    }

    static String reason(IOException e) {
        return e instanceof NoSuchFileException
                ? "it does not exist"
                : e.getClass().getSimpleName();
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> into) {
        map.forEach((key, value) -> flattenValue(below(prefix, "" + key), value, into));
    }

    private static void flattenValue(String key, @Nullable Object value, Map<String, String> into) {
        switch (value) {
            case null -> into.put(key, "");
            case Map<?, ?> nested -> flatten(key, nested, into);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    flattenValue(key + "." + i, list.get(i), into);
                }
            }
            default -> into.put(key, value.toString());
        }
    }

    private static void locate(String prefix, Node node, Map<String, Integer> into) {
        switch (node) {
            case MappingNode map -> {
                for (NodeTuple tuple : map.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode name) {
                        String key = below(prefix, name.getValue());
                        into.put(key, name.getStartMark().getLine() + 1);
                        locate(key, tuple.getValueNode(), into);
                    }
                }
            }
            case SequenceNode list -> {
                for (int i = 0; i < list.getValue().size(); i++) {
                    String key = below(prefix, Integer.toString(i));
                    Node item = list.getValue().get(i);
                    into.put(key, item.getStartMark().getLine() + 1);
                    locate(key, item, into);
                }
            }
            default -> {}
        }
    }

    private static String below(String prefix, String key) {
        return prefix.isEmpty() ? key : prefix + "." + key;
    }
}
