package dev.turnstone.rehearsal.stage;

import dev.turnstone.kiosk.staff.Person;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.SecretHash;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A member of staff at a gate's own screen, as a browser would have it. */
final class StaffOnce implements AutoCloseable {
    private static final String PIN = "481516";
    private static final Pattern GUEST = Pattern.compile("class=\"guest\"[^>]*data-seq=\"(\\d+)\"");
    private static final Pattern PRINTABLE = Pattern.compile("data-print=\"(\\d+)\"");

    private final URI home;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    StaffOnce(URI home) {
        this.home = home;
    }

    /** Puts them on the list of a gate that keeps its data here. */
    static void mayServe(Path data) throws IOException {
        Person ana = new Person(
                "ana",
                "Ana",
                List.of("staff"),
                Optional.of(SecretHash.of(PIN, new Random(3)).kept()),
                Optional.empty());
        Files.writeString(data.resolve("staff.json"), Json.text(Map.of("staff", List.of(ana))));
    }

    /** Whether the gate is there to let them in. */
    boolean signsIn() throws InterruptedException {
        try {
            return post("/staff/sign-in", Map.of("staff", "ana", "pin", PIN)) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    int post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(home.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    String page() throws IOException, InterruptedException {
        HttpResponse<String> page =
                http.send(HttpRequest.newBuilder(home.resolve("/staff")).build(), BodyHandlers.ofString());
        return page.body();
    }

    /** Who stands before them, the newest of them. */
    Optional<String> guest() throws IOException, InterruptedException {
        return first(GUEST);
    }

    /** Whoever came in and may have a slip. */
    Optional<String> printable() throws IOException, InterruptedException {
        return first(PRINTABLE);
    }

    private Optional<String> first(Pattern pattern) throws IOException, InterruptedException {
        Matcher found = pattern.matcher(page());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        http.close();
    }
}
