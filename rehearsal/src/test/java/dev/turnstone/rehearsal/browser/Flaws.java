package dev.turnstone.rehearsal.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import java.util.List;

/** What axe finds wrong with a page, a line each. */
public final class Flaws {
    private Flaws() {}

    public static List<String> of(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " at "
                        + rule.getNodes().stream()
                                .map(node -> String.valueOf(node.getHtml()))
                                .toList())
                .toList();
    }
}
