package dev.turnstone.platform.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that pages bring along, from the class path: {@code assets/MODULE/…} of every module, and the WebJars as
 * {@code /assets/webjars/chart.js/dist/chart.umd.min.js} (their version is found, not written). An address made by
 * {@link #versioned} carries the content's hash and may be kept for ever.
 */
public final class Assets {
    private static final String HTMX = "/assets/turnstone/htmx.js";
    private static final String WEBJARS = "/assets/webjars/";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("html", "text/html; charset=utf-8"));

    private static final Map<String, Asset> LOADED = new ConcurrentHashMap<>();

    private Assets() {}

    /** One file; {@code hash} names its content. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Asset(byte[] content, String contentType, String hash) {}

    /** The address under which {@code uri} may be cached without end; other addresses are left as they are. */
    public static String versioned(String uri) {
        if (!uri.startsWith("/assets/")) {
            return uri;
        }
        return find(uri).map(asset -> uri + "?v=" + asset.hash()).orElse(uri);
    }

    public static Optional<Asset> find(String uri) {
        Asset known = LOADED.get(uri);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Asset> loaded = resource(uri).flatMap(Assets::load);
        loaded.ifPresent(asset -> LOADED.put(uri, asset));
        return loaded;
    }

    private static Optional<String> resource(String uri) {
        if (!uri.startsWith("/assets/") || uri.contains("..") || uri.contains("//") || uri.endsWith("/")) {
            return Optional.empty();
        }
        if (uri.equals(HTMX)) {
            return webjar("htmx.org/dist/htmx.min.js");
        }
        return uri.startsWith(WEBJARS) ? webjar(uri.substring(WEBJARS.length())) : Optional.of(uri);
    }

    private static Optional<String> webjar(String path) {
        int slash = path.indexOf('/');
        if (slash < 1) {
            return Optional.empty();
        }
        String name = path.substring(0, slash);
        var properties = new Properties();
        try (InputStream in =
                Assets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name))) {
            if (in == null) {
                return Optional.empty();
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of("/META-INF/resources/webjars/%s/%s%s"
                .formatted(name, properties.getProperty("version"), path.substring(slash)));
    }

    private static Optional<Asset> load(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            String ending = resource.substring(resource.lastIndexOf('.') + 1);
            return Optional.of(
                    new Asset(content, TYPES.getOrDefault(ending, "application/octet-stream"), hash(content)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
