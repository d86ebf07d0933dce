package dev.turnstone.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps cookies, sends forms with what stands in their pages, and follows nothing by itself. */
public final class TestBrowser implements AutoCloseable {
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([0-9a-f]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI site;
    private String form = "";

    public TestBrowser(URI site) {
        this.site = site;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(site.resolve(path)).header("Accept", "text/html"));
    }

    public TestBrowser signedIn(String name) {
        HttpResponse<String> answer = post("/sign-in", "name", name, "secret", TestStaff.PASSWORD);
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return this;
    }

    /** With the word that the last page's forms carry. */
    public HttpResponse<String> post(String path, String... namesAndValues) {
        StringBuilder body = new StringBuilder("form=" + form);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append('&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return send(HttpRequest.newBuilder(site.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** As a page of somebody else would, which knows none of our words. */
    public void forget() {
        form = "";
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Matcher found = FORM.matcher(answer.body());
            if (found.find()) {
                form = found.group(1);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
