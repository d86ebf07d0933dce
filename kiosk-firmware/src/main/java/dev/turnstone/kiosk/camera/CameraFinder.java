package dev.turnstone.kiosk.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a camera by what stays the same when it is plugged in again: a link under {@code /dev/v4l}, or the name on its
 * card. The number in {@code /dev/video0} stays only where there is one camera.
 *
 * @param devices where the kernel puts device files
 * @param classes where it says what they are
 */
record CameraFinder(Path devices, Path classes) {
    static final CameraFinder OF_THIS_MACHINE = new CameraFinder(Path.of("/dev"), Path.of("/sys/class/video4linux"));

    /** Which camera is meant. */
    sealed interface Wanted {
        /** Whichever is there and gives frames. */
        record Any() implements Wanted {}

        /** A device file, or a link to one. */
        record At(Path device) implements Wanted {}

        /** By the name that its maker gave it, or a part of it. */
        record Card(String name) implements Wanted {}
    }

    private record Node(Path device, int number, String card) {
        @Override
        public String toString() {
            return "%s \"%s\"".formatted(device, card);
        }
    }

    /** Those to try, in this order. */
    List<Path> find(Wanted wanted) {
        List<Node> nodes = nodes();
        return switch (wanted) {
            case Wanted.Any any -> {
                if (nodes.isEmpty()) {
                    throw new CameraFault("no camera is here: plug one in, and it is taken up by itself");
                }
                yield nodes.stream().map(Node::device).toList();
            }
            case Wanted.At(Path device) -> {
                if (!Files.exists(device)) {
                    throw new CameraFault(
                            "no camera is at %s: plug it in, or name another (%s)".formatted(device, said(nodes)));
                }
                yield List.of(device);
            }
            case Wanted.Card(String name) -> List.of(ofCard(name, nodes));
        };
    }

    private static Path ofCard(String name, List<Node> nodes) {
        String part = name.toLowerCase(Locale.ROOT);
        List<Node> named = nodes.stream()
                .filter(node -> node.card().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        if (named.isEmpty()) {
            throw new CameraFault(
                    "no camera is called \"%s\": plug it in, or name another (%s)".formatted(name, said(nodes)));
        }
        if (named.size() > 1) {
            throw new CameraFault("%d cameras are called \"%s\" (%s): name one by its link in /dev/v4l/by-path"
                    .formatted(named.size(), name, said(named)));
        }
        return named.getFirst().device();
    }

    private static String said(List<Node> nodes) {
        return nodes.isEmpty()
                ? "this machine has none"
                : "this machine has " + nodes.stream().map(Node::toString).collect(Collectors.joining(", "));
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        try (Stream<Path> found = Files.list(classes)) {
            for (Path folder : found.toList()) {
                node(folder, nodes);
            }
        } catch (IOException e) {
            return List.of(); // No such class of devices: no camera was ever plugged in.
        }
        return nodes.stream().sorted(Comparator.comparingInt(Node::number)).toList();
    }

    private void node(Path folder, List<Node> into) {
        String name = folder.getFileName().toString();
        if (!name.matches("video\\d{1,4}")) {
            return;
        }
        try {
            int index =
                    Integer.parseInt(Files.readString(folder.resolve("index")).strip());
            // From the second on, a camera's device files only describe its frames.
            if (index == 0) {
                into.add(new Node(
                        devices.resolve(name),
                        Integer.parseInt(name.substring("video".length())),
                        Files.readString(folder.resolve("name")).strip()));
            }
        } catch (IOException | NumberFormatException e) {
            // It was pulled out while we looked.
        }
    }
}
