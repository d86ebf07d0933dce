package dev.turnstone.platform.http;

import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Health.Report;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.page.PageShell;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code /health/live}, {@code /health/started} and {@code /health/ready} for what watches; {@code /health} with every
 * part, memory and uptime for who wants to know more.
 */
final class HealthRoutes {
    private final String service;
    private final Health health;

    HealthRoutes(String service, Health health) {
        this.service = service;
        this.health = health;
    }

    void routing(HttpRules rules) {
        rules.get("/health/live", (req, res) -> Reply.json(res, Map.of("status", "up")));
        rules.get("/health/started", (req, res) -> answer(res, health.report().started(), health.report()));
        rules.get("/health/ready", (req, res) -> answer(res, health.report().ready(), health.report()));
        rules.get("/health", this::whole);
    }

    private void whole(ServerRequest req, ServerResponse res) {
        Report report = health.report();
        if (req.headers().value(HeaderNames.ACCEPT).orElse("").contains("text/html")) {
            Reply.html(res, page(report));
        } else {
            answer(res, report.ready(), report);
        }
    }

    private void answer(ServerResponse res, boolean good, Report report) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("service", service);
        body.put("status", word(report.overall()));
        body.put("started", report.started());
        body.put("ready", report.ready());
        Map<String, Object> parts = new LinkedHashMap<>();
        report.parts()
                .forEach((name, status) ->
                        parts.put(name, Map.of("status", word(status.state()), "detail", status.detail())));
        body.put("parts", parts);
        body.put("memoryUsedMb", usedMb());
        body.put("uptimeSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000);
        Reply.json(res, good ? 200 : 503, body);
    }

    private String page(Report report) {
        var html = new StringOutput();
        html.writeContent("<main class=\"notice stack\"><h1>");
        Escape.htmlContent(service + " · " + word(report.overall()), html);
        html.writeContent("</h1><table class=\"table\"><tbody>");
        report.parts().forEach((name, status) -> row(html, mark(status.state()) + " " + name, said(status)));
        row(html, "memory", usedMb() + " MB in use");
        row(html, "uptime", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000 + " s");
        html.writeContent("</tbody></table></main>");
        return PageShell.titled(service + " · health").render(html.toString());
    }

    private static void row(StringOutput html, String name, String value) {
        html.writeContent("<tr><th scope=\"row\">");
        Escape.htmlContent(name, html);
        html.writeContent("</th><td>");
        Escape.htmlContent(value, html);
        html.writeContent("</td></tr>");
    }

    private static String said(Status status) {
        return status.detail().isEmpty() ? word(status.state()) : word(status.state()) + ": " + status.detail();
    }

    private static String mark(Status.State state) {
        return switch (state) {
            case UP -> "●";
            case DEGRADED -> "◐";
            case DOWN -> "○";
        };
    }

    private static String word(Status.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static long usedMb() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / (1024 * 1024);
    }
}
