package dev.turnstone.platform.http;

import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Turns whatever a handler threw into one problem, as JSON for programs and as a page for a browser. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Messages MESSAGES = Messages.bundle("platform");

    private Problems() {}

    static void answer(ServerRequest req, ServerResponse res, Throwable thrown) {
        Problem problem = problem(thrown);
        String requestId = RequestIds.of(req);
        if (problem.status() >= 500 && problem.retryAfter().isEmpty()) {
            try (var ignored = MDC.putCloseable(RequestIds.KEY, requestId)) {
                LOG.error("{} {} failed", req.prologue().method(), req.path().path(), thrown);
            }
        }
        if (res.isSent()) {
            return;
        }
        res.status(problem.status());
        problem.retryAfter()
                .ifPresent(wait -> res.header("Retry-After", String.valueOf(Math.max(1, wait.toSeconds()))));
        res.header("Cache-Control", "no-store");
        if (wantsPage(req)) {
            Reply.html(res, page(req, problem, requestId));
        } else {
            res.header(HeaderNames.CONTENT_TYPE, "application/problem+json");
            res.send(Json.bytes(body(problem, requestId)));
        }
    }

    private static Problem problem(Throwable thrown) {
        return switch (thrown) {
            case ProblemException known -> known.problem();
            case JsonFault fault ->
                Problem.invalid("The body is not the JSON asked for.").at(fault.path(), fault.detail());
            case HttpException http when http.status().code() == 404 -> Problem.notFound("This address leads nowhere.");
            case HttpException http
            when http.status().code() == 413 -> Problem.tooLarge("The body is larger than this address takes.");
            case HttpException http
            when http.status().code() < 500 ->
                Problem.of(
                        http.status().code(), "invalid", http.status().reasonPhrase(), "The request cannot be served.");
            case RequestException request
            when request.status().code() < 500 ->
                Problem.of(
                        request.status().code(),
                        "invalid",
                        request.status().reasonPhrase(),
                        "The request cannot be read.");
            default ->
                Problem.of(
                        500,
                        "fault",
                        "Something went wrong here",
                        "It is our fault, and it is logged. Please try again.");
        };
    }

    private static Map<String, Object> body(Problem problem, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:turnstone:problem:" + problem.kind());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        if (!problem.faults().isEmpty()) {
            body.put("errors", problem.faults());
        }
        body.put("requestId", requestId);
        return body;
    }

    private static boolean wantsPage(ServerRequest req) {
        String accept = req.headers().value(HeaderNames.ACCEPT).orElse("");
        return accept.contains("text/html")
                && req.headers().value(HeaderNames.create("HX-Request")).isEmpty();
    }

    private static String page(ServerRequest req, Problem problem, String requestId) {
        Language language = Caller.language(req);
        var texts = MESSAGES.in(language);
        String title = texts.get("problem." + problem.kind() + ".title", problem.title());
        String detail = texts.get("problem." + problem.kind() + ".detail", problem.detail());
        var html = new StringOutput();
        html.writeContent("<main class=\"notice stack\"><h1>");
        Escape.htmlContent(title, html);
        html.writeContent("</h1><p>");
        Escape.htmlContent(detail, html);
        html.writeContent("</p><p class=\"muted\">");
        Escape.htmlContent(texts.get("problem.reference", requestId), html);
        html.writeContent("</p></main>");
        return PageShell.titled(title).language(language).render(html.toString());
    }

    /** A browser that went away is nobody's fault. */
    static boolean isDisconnect(Throwable thrown) {
        return thrown instanceof UncheckedIOException
                || thrown instanceof io.helidon.webserver.CloseConnectionException;
    }
}
