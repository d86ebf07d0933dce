package dev.turnstone.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page may load, and who may frame it. The strict one allows this origin alone, and nothing inline. */
public record ContentPolicy(
        List<String> scripts,
        List<String> frames,
        List<String> connections,
        List<String> images,
        List<String> framedBy) {
    public ContentPolicy {
        scripts = List.copyOf(scripts);
        frames = List.copyOf(frames);
        connections = List.copyOf(connections);
        images = List.copyOf(images);
        framedBy = List.copyOf(framedBy);
    }

    public static ContentPolicy strict() {
        return new ContentPolicy(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Scripts from {@code origin}, as a payment provider's. */
    public ContentPolicy script(String origin) {
        return new ContentPolicy(with(scripts, origin), frames, connections, images, framedBy);
    }

    public ContentPolicy frame(String origin) {
        return new ContentPolicy(scripts, with(frames, origin), connections, images, framedBy);
    }

    public ContentPolicy connection(String origin) {
        return new ContentPolicy(scripts, frames, with(connections, origin), images, framedBy);
    }

    public ContentPolicy image(String origin) {
        return new ContentPolicy(scripts, frames, connections, with(images, origin), framedBy);
    }

    public ContentPolicy framedBy(String origin) {
        return new ContentPolicy(scripts, frames, connections, images, with(framedBy, origin));
    }

    String header() {
        return "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; style-src 'self'; "
                + sources("script-src 'self'", scripts)
                + sources("frame-src 'self'", frames)
                + sources("connect-src 'self'", connections)
                + sources("img-src 'self' data: blob:", images)
                + sources("frame-ancestors 'self'", framedBy).stripTrailing();
    }

    private static String sources(String directive, List<String> origins) {
        return Stream.concat(Stream.of(directive), origins.stream()).collect(Collectors.joining(" ", "", "; "));
    }

    private static List<String> with(List<String> origins, String origin) {
        List<String> more = new ArrayList<>(origins);
        more.add(origin);
        return more;
    }
}
