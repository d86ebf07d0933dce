package dev.turnstone.rehearsal.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program told the kernel about some files, in the order in which it did: every write, and every wait for the disk.
 * strace writes it down, a line each, with the file behind every descriptor:
 *
 * <pre>
 * 4711 pwrite64(52&lt;/gate/journal.db-wal&gt;, "\x37\x7f…", 4096, 24) = 4096
 * 4711 fdatasync(52&lt;/gate/journal.db-wal&gt; &lt;unfinished ...&gt;
 * 4713 write(60&lt;/relay&gt;, "\x31…", 15)   = 15
 * 4711 &lt;... fdatasync resumed&gt;)            = 0
 * </pre>
 *
 * A call has a beginning and an end, and others may lie between: a sync holds for the writes that had ended when it
 * began, and may be relied on only when it has ended.
 */
record Recording(List<Event> events) {
    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern CALL = Pattern.compile(
            "(pwrite64|write|fsync|fdatasync|ftruncate|unlink)\\((?:\\d+<([^>]*)>|\"([^\"]*)\")(.*)\\) += (-?\\d+).*");
    private static final Pattern DATA = Pattern.compile(", \"((?:\\\\x[0-9a-f]{2})*)\"(\\.*), \\d+(?:, (\\d+))?");
    private static final String UNFINISHED = " <unfinished ...>";

    Recording {
        events = List.copyOf(events);
    }

    /** Something that was done to a file; from and to are places in the order of all beginnings and ends. */
    sealed interface Event {
        Path file();

        int from();

        int to();

        /** @param at where in the file, or at its end */
        @SuppressWarnings("ArrayRecordComponent") // Read once, and nobody changes it.
        record Write(Path file, int from, int to, Optional<Long> at, byte[] data) implements Event {}

        record Sync(Path file, int from, int to) implements Event {}

        record Cut(Path file, int from, int to, long size) implements Event {}

        record Gone(Path file, int from, int to) implements Event {}
    }

    /** The command that has a program recorded in this file; what comes behind it is the program. */
    static List<String> tracer(Path recording, List<Path> files) {
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-qq",
                "-y",
                "-xx",
                "-s",
                "1048576",
                "-e",
                "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink",
                "-e",
                "signal=none",
                "-o",
                recording.toString()));
        files.forEach(file -> command.addAll(List.of("-P", file.toString())));
        return command;
    }

    static Recording read(Path recording) throws IOException {
        List<Event> events = new ArrayList<>();
        Map<String, Begun> begun = new HashMap<>();
        int place = 0;
        for (String line : Files.readAllLines(recording, StandardCharsets.ISO_8859_1)) {
            place++;
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            String thread = parts.group(1);
            String said = parts.group(2);
            if (said.endsWith(UNFINISHED)) {
                begun.put(thread, new Begun(said.substring(0, said.length() - UNFINISHED.length()), place));
                continue;
            }
            Matcher resumed = RESUMED.matcher(said);
            if (resumed.matches()) {
                Begun start = begun.remove(thread);
                if (start != null) {
                    event(start.said + resumed.group(1), start.place, place).ifPresent(events::add);
                }
            } else {
                event(said, place, place).ifPresent(events::add);
            }
        }
        // What never ended may have been done in part, like everything that no sync covers.
        int end = place + 1;
        begun.values()
                .forEach(open -> event(open.said + ") = 0", open.place, end).ifPresent(events::add));
        return new Recording(events);
    }

    private record Begun(String said, int place) {}

    private static Optional<Event> event(String said, int from, int to) {
        Matcher call = CALL.matcher(said);
        if (!call.matches() || Long.parseLong(call.group(5)) < 0) {
            return Optional.empty();
        }
        boolean named = call.group(2) == null;
        Path file = Path.of(named ? new String(bytes(call.group(3)), StandardCharsets.UTF_8) : plain(call.group(2)));
        String rest = call.group(4);
        return switch (call.group(1)) {
            case "pwrite64", "write" -> Optional.of(write(file, from, to, rest));
            case "fsync", "fdatasync" -> Optional.of(new Event.Sync(file, from, to));
            case "ftruncate" ->
                Optional.of(new Event.Cut(
                        file, from, to, Long.parseLong(rest.replace(",", "").strip())));
            default -> Optional.of(new Event.Gone(file, from, to));
        };
    }

    private static Event write(Path file, int from, int to, String rest) {
        Matcher data = DATA.matcher(rest);
        if (!data.matches() || !data.group(2).isEmpty()) {
            throw new IllegalStateException("a recorded write cannot be read: " + rest);
        }
        Optional<Long> at = Optional.ofNullable(data.group(3)).map(Long::parseLong);
        return new Event.Write(file, from, to, at, bytes(data.group(1)));
    }

    /** With -xx even the names behind descriptors are in hexadecimal. */
    private static String plain(String name) {
        return name.startsWith("\\x") ? new String(bytes(name), StandardCharsets.UTF_8) : name;
    }

    private static byte[] bytes(String escaped) {
        return HexFormat.of().parseHex(escaped.replace("\\x", ""));
    }

    List<Event> of(Path file) {
        return events.stream().filter(event -> event.file().equals(file)).toList();
    }
}
