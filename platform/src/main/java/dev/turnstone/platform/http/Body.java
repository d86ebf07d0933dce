package dev.turnstone.platform.http;

import dev.turnstone.platform.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads what a request brought, within bounds; what does not fit becomes a problem that names the field. */
public final class Body {
    /** JSON in gzip, said as a type: the server takes no content encoding that it does not unpack itself. */
    public static final String PACKED = "application/gzip";

    private static final int LONGEST_JSON = 1024 * 1024;
    private static final int LONGEST_FORM = 64 * 1024;

    private Body() {}

    public static <T> T json(ServerRequest req, Class<T> type) {
        return json(req, type, LONGEST_JSON);
    }

    /** @param max bytes that such a message may have */
    public static <T> T json(ServerRequest req, Class<T> type, int max) {
        return Json.read(bytes(req, max), type);
    }

    public static Form form(ServerRequest req) {
        return Form.parse(new String(bytes(req, LONGEST_FORM), StandardCharsets.UTF_8));
    }

    public static byte[] bytes(ServerRequest req, int max) {
        if (!req.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = unpacked(req)) {
            byte[] read = in.readNBytes(max + 1);
            if (read.length > max) {
                throw Problem.tooLarge("At most %,d bytes are taken here.".formatted(max))
                        .asException();
            }
            return read;
        } catch (ZipException | EOFException e) {
            throw Problem.invalid("The body is not whole, or not packed as it says.")
                    .asException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bound is on what comes out: a small body can hold a very large one. */
    private static InputStream unpacked(ServerRequest req) throws IOException {
        InputStream in = req.content().inputStream();
        boolean packed = req.headers()
                .first(HeaderNames.CONTENT_TYPE)
                .filter(PACKED::equals)
                .isPresent();
        return packed ? new GZIPInputStream(in) : in;
    }
}
