package dev.turnstone.platform.page;

import dev.turnstone.platform.text.Language;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What surrounds every page: language, viewport, the design tokens, a way past the navigation for keyboards. A page
 * brings its body, its style and its script as files; nothing is inline, so that the content policy can forbid it.
 */
public final class PageShell {
    private final String title;
    private final List<String> styles = new ArrayList<>(List.of("/assets/turnstone/turnstone.css"));
    private final List<String> scripts = new ArrayList<>();
    private final Map<String, String> data = new TreeMap<>();
    private Language language = Language.EN;
    private Theme theme = Theme.AUTO;
    private String manifest = "";
    private String bodyClass = "";

    private PageShell(String title) {
        this.title = title;
    }

    public static PageShell titled(String title) {
        return new PageShell(title);
    }

    public PageShell language(Language spoken) {
        language = spoken;
        return this;
    }

    public PageShell theme(Theme chosen) {
        theme = chosen;
        return this;
    }

    public PageShell style(String uri) {
        styles.add(uri);
        return this;
    }

    /** A module script: runs when the page has been read, in the order given. */
    public PageShell script(String uri) {
        scripts.add(uri);
        return this;
    }

    /** What a browser needs to put this page beside its applications. */
    public PageShell manifest(String uri) {
        manifest = uri;
        return this;
    }

    public PageShell bodyClass(String names) {
        bodyClass = names;
        return this;
    }

    /** {@code data-NAME} on the body: how a page hands its script what it needs to know. */
    public PageShell data(String name, String value) {
        data.put(name, value);
        return this;
    }

    public String render(String bodyHtml) {
        var html = new StringBuilder(bodyHtml.length() + 1_024);
        html.append("<!doctype html>\n<html lang=\"").append(language.tag()).append("\" data-theme=\"");
        html.append(theme.attribute()).append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n");
        html.append("<meta name=\"color-scheme\" content=\"dark light\">\n");
        html.append("<title>").append(text(title)).append("</title>\n");
        html.append("<link rel=\"icon\" href=\"")
                .append(Assets.versioned("/assets/turnstone/icon.svg"))
                .append("\">\n");
        if (!manifest.isEmpty()) {
            html.append("<link rel=\"manifest\" href=\"")
                    .append(attribute(manifest))
                    .append("\">\n");
        }
        styles.forEach(each -> html.append("<link rel=\"stylesheet\" href=\"")
                .append(attribute(Assets.versioned(each)))
                .append("\">\n"));
        scripts.forEach(each -> html.append("<script type=\"module\" src=\"")
                .append(attribute(Assets.versioned(each)))
                .append("\"></script>\n"));
        html.append("</head>\n<body class=\"").append(attribute(bodyClass)).append('"');
        data.forEach((name, value) -> html.append(" data-")
                .append(name)
                .append("=\"")
                .append(attribute(value))
                .append('"'));
        return html.append(">\n")
                .append(bodyHtml)
                .append("\n</body>\n</html>\n")
                .toString();
    }

    private static String text(String value) {
        var out = new StringOutput();
        Escape.htmlContent(value, out);
        return out.toString();
    }

    private static String attribute(String value) {
        var out = new StringOutput();
        Escape.htmlAttribute(value, out);
        return out.toString();
    }
}
